"""One text in every form: never altered, cut from the end only, and refused where it cannot be told whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.model.case import Case
from intera.model.narrative import Narrative, SlotFact, SpokenClause, Template
from intera.model.operator import Operator
from intera.model.publication import Channel
from intera.narrative.channels import (
    CHANNELS,
    Speech,
    UnfitWordsError,
    form_of,
    refuse_unfit_words,
    room_of,
    speech_of,
    text_for,
    texts_for,
)
from intera.narrative.compose import compose
from intera.narrative.template import AUDIENCES, BadTemplateError, parse_template

Moment = Callable[..., datetime]
Changed = Callable[..., Case]
Draft = Callable[..., Narrative]
SMS_ONE, SMS_TWO, WIDE_ONE, WIDE_TWO = 160, 306, 70, 134


@pytest.fixture
def draft(case: Case, templates: tuple[Template, ...], operator: Operator, moment: Moment) -> Draft:
    def composed(told: Case = case, audience: str = "customer") -> Narrative:
        found = compose(told, templates, operator, audience=audience, language="en", at=moment("13:32"))
        assert found is not None
        return found

    return composed


def test_every_audience_has_channels_and_every_channel_a_form(draft: Draft) -> None:
    assert set(CHANNELS) == set(AUDIENCES)
    for audience, channels in CHANNELS.items():
        assert tuple(text.channel for text in texts_for(draft(audience=audience))) == channels


def test_every_form_says_the_same_facts_in_the_same_words(draft: Draft) -> None:
    narrative = draft()
    facts = {fact.slot: fact.text for fact in narrative.facts}
    for text in texts_for(narrative):
        assert facts["next_update"] in text.body
        assert facts["place"] in text.body
        for sentence in (clause.text for clause in narrative.clauses if clause.part not in text.cut_parts):
            assert sentence in text.body
        for sentence in (clause.text for clause in narrative.clauses if clause.part in text.cut_parts):
            assert sentence not in text.body


def test_a_mail_is_headed_by_service_place_and_stage(draft: Draft, changed: Changed, case: Case) -> None:
    assert text_for(draft(), Channel.MAIL).subject == "Mobile data in Coast and Lakes: update"
    assert text_for(draft(changed(case, percent=20)), Channel.MAIL).subject == (
        "Mobile data in Coast and Lakes: we are checking reports"
    )
    assert not text_for(draft(), Channel.SMS).subject


def speech(*parts: tuple[str, str], subject: str = "Mobile data: update") -> Speech:
    clauses = tuple(SpokenClause(part, text, ()) for part, text in parts)
    return Speech("customer", "en", clauses, (subject,))


LONG = "We keep working on it and will say more. " * 4


def test_a_short_channel_cuts_from_the_end_and_never_the_first_slot_or_the_next_update() -> None:
    said = speech(("experience", "A" * 60), ("checked", "B" * 90), ("to_do", "C" * 150), ("next_update", "D" * 40))
    whole = form_of(said, Channel.PORTAL)
    assert whole.body == "\n\n".join(("A" * 60, "B" * 90, "C" * 150, "D" * 40))
    short = form_of(said, Channel.SMS)
    assert (short.body, short.cut_parts) == (f"{'A' * 60} {'B' * 90} {'D' * 40}", ("to_do",))
    longer = replace(said, clauses=(*said.clauses[:1], SpokenClause("checked", "B" * 250, ()), *said.clauses[2:]))
    shortest = form_of(longer, Channel.SMS)
    assert (shortest.body, shortest.cut_parts) == (f"{'A' * 60} {'D' * 40}", ("to_do", "checked"))


def test_words_that_do_not_fit_even_at_their_shortest_are_refused_and_left_out(draft: Draft) -> None:
    said = speech(("experience", "A" * 280), ("to_do", "C"), ("next_update", "D" * 40))
    with pytest.raises(UnfitWordsError, match="sms: the shortest form has 321 signs, and 306 fit"):
        form_of(said, Channel.SMS)
    narrative = draft()
    long = replace(narrative, clauses=(replace(narrative.clauses[0], text="A" * 400), *narrative.clauses[1:]))
    assert Channel.SMS not in [text.channel for text in texts_for(long)]
    with pytest.raises(UnfitWordsError, match="no such channel for customer"):
        text_for(narrative, Channel.SALES_NOTE)


@given(st.text(st.characters(codec="utf-8", exclude_characters="<>", exclude_categories=["Cc", "Cs"]), max_size=400))
def test_whatever_is_cut_the_first_slot_and_the_next_update_stay_whole(more: str) -> None:
    first, last = "Some customers have no mobile data.", "We will give the next update by 15:05 CET."
    said = speech(("experience", first), ("checked", more), ("to_do", more), ("next_update", last))
    for channel in CHANNELS["customer"]:
        try:
            text = form_of(said, channel)
        except UnfitWordsError:
            continue
        assert text.body.startswith(first)
        assert text.body.endswith(last)
        assert room_of(channel, text.body).is_enough


@pytest.mark.parametrize(
    ("body", "used", "most"),
    [
        ("a" * 160, 160, SMS_ONE),
        ("a" * 161, 161, SMS_TWO),
        ("€" * 80, 160, SMS_ONE),
        ("a" * 159 + "€", 161, SMS_TWO - 1),
        ("ä" * 160, 160, SMS_ONE),
        ("ć" * 70, 70, WIDE_ONE),
        ("ć" * 71, 71, WIDE_TWO),
        ("a" * 60 + "\N{WHITE HEAVY CHECK MARK}", 61, WIDE_ONE),
        ("a" * 70 + "\N{ROCKET}", 72, WIDE_TWO - 1),
    ],
)
def test_an_sms_counts_in_the_alphabet_it_needs(body: str, used: int, most: int) -> None:
    room = room_of(Channel.SMS, body)
    assert (room.used, room.most) == (used, most)


def test_a_line_break_in_a_subject_is_refused(draft: Draft) -> None:
    for wrong in ("Mobile data\r\nBcc: all@example.org", "Mobile data\nX", "Mobile\x00data"):
        with pytest.raises(UnfitWordsError, match="the subject holds a line break"):
            form_of(speech(("experience", "A."), subject=wrong), Channel.MAIL)
    facts = tuple(
        replace(fact, text="Coast\r\nBcc: all@example.org") if fact.slot == "place" else fact for fact in draft().facts
    )
    with pytest.raises(UnfitWordsError, match="line break"):
        text_for(replace(draft(), facts=facts), Channel.MAIL)


@pytest.mark.parametrize("wrong", ["<b>now</b>", "a > b", "<script>", "a\x08b", "a\x1bb"])
def test_a_tag_or_a_control_sign_in_a_text_is_refused(wrong: str) -> None:
    with pytest.raises(UnfitWordsError, match=r"holds < or >|control sign"):
        form_of(speech(("experience", f"Trouble in {wrong}.")), Channel.PORTAL)


def test_a_heading_too_long_for_a_mail_leaves_out_the_place_and_then_is_refused(draft: Draft) -> None:
    narrative = draft()

    def about(place: str, service: str = "mobile data") -> Narrative:
        said = {"place": place, "service": service}
        facts = tuple(replace(fact, text=said.get(fact.slot, fact.text)) for fact in narrative.facts)
        return replace(narrative, facts=facts)

    assert text_for(about("a place " * 9), Channel.MAIL).subject == "Mobile data: update"
    with pytest.raises(UnfitWordsError, match="the subject is longer than 78 signs"):
        text_for(about("Coast", "a service " * 9), Channel.MAIL)


def test_braces_in_a_place_fill_nothing(draft: Draft) -> None:
    facts = tuple(SlotFact(f.slot, "{service}", f.fact, 90) if f.slot == "place" else f for f in draft().facts)
    assert speech_of(replace(draft(), facts=facts)).subjects[0] == "Mobile data in {service}: update"


def raw(experience: str, **changes: object) -> dict[str, object]:
    body = {
        "experience": [{"say": experience}],
        "checked": [{"say": LONG}],
        "to_do": [{"say": LONG}],
        "next_update": [{"say": "Next update by {next_update}."}],
    }
    good: dict[str, object] = {
        "template_id": "long",
        "version": 1,
        "stage": "active",
        "audience": "customer",
        "language": "en",
        "written_by": "Service Quality",
        "approved_by": "Communications",
        "needs": ["service", "next_update"],
        "body": body,
    }
    return good | changes


def test_a_template_longer_than_its_channel_is_refused_when_it_is_read() -> None:
    refuse_unfit_words(parse_template(raw(f"{'word ' * 50}{{service}}.")))
    with pytest.raises(BadTemplateError, match=r"body: has at least 3\d\d signs for sms, which takes 306"):
        refuse_unfit_words(parse_template(raw(f"{'word ' * 60}{{service}}.")))
    # Care reads a script of any length.
    refuse_unfit_words(parse_template(raw(f"{'word ' * 60}{{service}}.", audience="internal-care")))


def test_a_sentence_that_may_stay_unsaid_does_not_count() -> None:
    template = raw("Trouble with {service}.")
    body = template["body"]
    assert isinstance(body, dict)
    body["experience"] = [{"say": "Trouble with {service}."}, {"say": f"{'word ' * 60}{{detail}}"}]
    refuse_unfit_words(parse_template(template))


def test_the_shipped_templates_fit_their_channels(templates: tuple[Template, ...]) -> None:
    for template in templates:
        refuse_unfit_words(template)
    assert {template.language for template in templates} == {"de", "en"}
