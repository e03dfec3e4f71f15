"""Nothing leaves that was not approved as it reads now, on the facts of now, above the confidence gate."""

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from intera.model.case import Case
from intera.model.ids import IncidentId, PublicationId
from intera.model.incident import Lifecycle
from intera.model.narrative import Approval, GuardFinding, GuardLevel, Narrative, NarrativeStatus, SlotFact, Template
from intera.model.operator import Operator
from intera.model.publication import Channel, ChannelText, Publication, PublicationKind
from intera.narrative.channels import CHANNELS
from intera.narrative.facts import MEDIUM_PERCENT, facts_digest
from intera.narrative.publish import (
    Ground,
    PublicationBlockedError,
    Release,
    digest_of,
    lead_of_correction,
    publication_id_of,
    publish,
    text_digest,
    withdraw,
)
from intera.narrative.template import BEING_VERIFIED
from narrative.publishing import AUTHOR, HALE, LIND, NOVAK, Desk, release_at, with_percent

Moment = Callable[..., datetime]
Changed = Callable[..., Case]
ATTEMPTS = 10_000
SEED = 20261118


@pytest.fixture(scope="session")
def desk(operator: Operator, templates: tuple[Template, ...]) -> Desk:
    return Desk(operator, templates)


@dataclass(frozen=True)
class Attempt:
    """One attempt to publish."""

    narrative: Narrative
    channels: tuple[Channel, ...]
    ground: Ground
    release: Release

    def make(self) -> Publication:
        return publish(self.narrative, self.channels, self.ground, self.release)


def good(desk: Desk, case: Case, at: datetime, *, audience: str = "customer", own: bool = False) -> Attempt:
    telling = desk.telling(case, audience, "en", at)
    draft = desk.own(case, telling) if own else desk.drafted(case, telling)
    approved = desk.approved(draft, at, by=(NOVAK, HALE) if own else (NOVAK,))
    channels = CHANNELS[audience]
    return Attempt(approved, channels, desk.ground(telling, needed=2 if own else 1), release_at(at))


def code_of(attempt: Attempt) -> str:
    with pytest.raises(PublicationBlockedError) as blocked:
        attempt.make()
    assert blocked.value.message.endswith(".")
    return blocked.value.code


def test_approved_words_leave_exactly_as_they_read(desk: Desk, case: Case, moment: Moment) -> None:
    attempt = good(desk, case, moment("13:32"))
    found = attempt.make()
    assert (found.kind, found.narrative_id, found.audience) == (
        PublicationKind.UPDATE,
        attempt.narrative.narrative_id,
        "customer",
    )
    assert [text.channel for text in found.texts] == list(CHANNELS["customer"])
    assert found.texts[0].body == attempt.narrative.text
    assert found.next_update_at == attempt.release.next_update_at


def test_the_digest_is_over_the_exact_bytes_of_every_channel(desk: Desk, case: Case, moment: Moment) -> None:
    found = good(desk, case, moment("13:32")).make()
    lines: list[str] = []
    for text in found.texts:
        one = hashlib.sha256((text.subject + "\n" + text.body).encode()).hexdigest()
        assert text_digest(text) == one
        lines.append(f"{text.channel.value} {one}")
    assert found.digest == hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
    moved = tuple(replace(text, body=text.body + " ") for text in found.texts)
    assert digest_of(moved) != found.digest
    assert digest_of(tuple(reversed(found.texts))) == found.digest


def test_what_is_wrong_with_a_release_is_said(desk: Desk, case: Case, moment: Moment, changed: Changed) -> None:
    at = moment("13:32")
    ready = good(desk, case, at)
    assert code_of(replace(ready, channels=())) == "no_channel"
    assert code_of(replace(ready, channels=(Channel.SMS, Channel.SMS))) == "channel_twice"
    assert code_of(replace(ready, channels=(Channel.CARE_SCRIPT,))) == "unfit"
    assert code_of(replace(ready, narrative=replace(ready.narrative, status=NarrativeStatus.LAPSED))) == "not_approved"
    assert code_of(replace(ready, ground=replace(ready.ground, needed=2))) == "too_few_approvals"
    assert code_of(replace(ready, ground=replace(ready.ground, template=None))) == "stale"
    later = desk.ground(desk.telling(changed(case, eta_percent=80), "customer", "en", at))
    assert code_of(replace(ready, ground=later)) == "stale"


def test_words_of_one_incident_are_not_released_under_another(desk: Desk, case: Case, moment: Moment) -> None:
    at = moment("13:32")
    fair = good(desk, case, at)
    for spoiled in (
        replace(fair, narrative=replace(fair.narrative, incident_id=IncidentId("INC-9"))),
        replace(fair, release=replace(fair.release, publication_id=PublicationId("INC-41270/p1"))),
        replace(fair, release=replace(fair.release, about_id="INC-9/p1")),
    ):
        with pytest.raises(PublicationBlockedError) as refused:
            spoiled.make()
        assert refused.value.code == "other_incident"
    release = replace(fair.release, publication_id=PublicationId("INC-9/p2"))
    with pytest.raises(PublicationBlockedError, match="another incident"):
        withdraw(fair.make(), "mobile data", release, zone=ZoneInfo(desk.operator.zone), reads=fair.ground.reads)


def test_facts_that_state_one_thing_twice_are_refused(desk: Desk, case: Case, moment: Moment) -> None:
    at = moment("13:32")
    fair = good(desk, case, at)
    again = SlotFact("stage", BEING_VERIFIED, "incident.lifecycle", 10)
    facts = (*fair.narrative.facts, again)
    narrative = replace(fair.narrative, facts=facts, facts_digest=facts_digest(facts))
    with pytest.raises(PublicationBlockedError, match="stated twice"):
        replace(fair, narrative=narrative, ground=replace(fair.ground, facts=facts)).make()


def test_the_guard_reads_each_channel_once_more_and_stops(desk: Desk, case: Case, moment: Moment) -> None:
    ready = good(desk, case, moment("13:32"))

    def stops(text: str) -> list[GuardFinding]:
        found = GuardFinding(0, 4, "Some", "new_rule", GuardLevel.MUST_CHANGE, "Names a device.")
        return [found] if "customers" in text else []

    assert code_of(replace(ready, ground=replace(ready.ground, reads=stops))) == "guard"


def test_marks_nobody_accepted_stop_and_accepted_ones_do_not(desk: Desk, case: Case, moment: Moment) -> None:
    ready = good(desk, case, moment("13:32"))
    mark = GuardFinding(0, 5, "Since", "rough", GuardLevel.CHECK, "Say when.")

    def asks(text: str) -> list[GuardFinding]:
        return [mark] if text.startswith("Since") else []

    asking = replace(ready, ground=replace(ready.ground, reads=asks))
    assert code_of(asking) == "guard"
    assert replace(asking, narrative=replace(asking.narrative, findings=(mark,))).make().texts


def test_a_holding_line_leaves_under_low_confidence_and_own_words_do_not(
    desk: Desk, case: Case, moment: Moment, changed: Changed
) -> None:
    low = changed(case, percent=30)
    assert good(desk, low, moment("13:32")).make().texts
    telling = desk.telling(low, "customer", "en", moment("13:32"))
    own = replace(good(desk, low, moment("13:32")).narrative, written_by=AUTHOR)
    attempt = Attempt(own, (Channel.PORTAL,), desk.ground(telling), release_at(moment("13:32")))
    assert code_of(attempt) == "blocked"


# How an attempt is spoiled: each returns one that must not succeed, or None where it does not apply.
Spoil = Callable[[Attempt, random.Random], Attempt | None]


def _status(attempt: Attempt, chance: random.Random) -> Attempt:
    other = chance.choice([NarrativeStatus.DRAFT, NarrativeStatus.LAPSED, NarrativeStatus.WITHDRAWN])
    return replace(attempt, narrative=replace(attempt.narrative, status=other))


def _approvals(attempt: Attempt, chance: random.Random) -> Attempt:
    needed = attempt.ground.needed
    kept = chance.sample(attempt.narrative.approvals, chance.randrange(needed))
    return replace(attempt, narrative=replace(attempt.narrative, approvals=tuple(kept)))


def _one_person_twice(attempt: Attempt, chance: random.Random) -> Attempt:
    one = attempt.narrative.approvals[0]
    spelled = [one.person, one.person.upper(), f" {one.person} ", one.person.replace(" ", "  ")]
    twice = tuple(replace(one, person=chance.choice(spelled)) for _ in range(chance.randint(2, 4)))
    narrative = replace(attempt.narrative, approvals=twice)
    return replace(attempt, narrative=narrative, ground=replace(attempt.ground, needed=2))


def _by_its_author(attempt: Attempt, chance: random.Random) -> Attempt | None:
    if not attempt.narrative.written_by:
        return None
    author = chance.choice([AUTHOR, AUTHOR.lower(), f" {AUTHOR}"])
    given = [*attempt.narrative.approvals[1:], Approval(author, "mobile", attempt.release.released_at)]
    return replace(attempt, narrative=replace(attempt.narrative, approvals=tuple(given)))


def _by_nobody(attempt: Attempt, chance: random.Random) -> Attempt:
    nobody = Approval(chance.choice(["", " ", "\u00a0"]), "mobile", attempt.release.released_at)
    return replace(attempt, narrative=replace(attempt.narrative, approvals=(nobody, *attempt.narrative.approvals[1:])))


def _moved_fact(attempt: Attempt, chance: random.Random) -> Attempt:
    facts = list(attempt.ground.facts)
    at = chance.randrange(len(facts))
    fact = facts[at]
    match chance.randrange(4):
        case 0:
            facts[at] = replace(fact, text=f"{fact.text} moved")
        case 1:
            facts[at] = replace(fact, fact=f"{fact.fact}.other")
        case 2:
            del facts[at]
        case _:
            facts.append(SlotFact("cause", "a loss of power", "recurrence.fingerprint.cause_class", 90))
    return replace(attempt, ground=replace(attempt.ground, facts=tuple(facts)))


def _less_sure_now(attempt: Attempt, chance: random.Random) -> Attempt | None:
    facts = list(attempt.ground.facts)
    at = chance.randrange(len(facts))
    if facts[at].confidence_percent < MEDIUM_PERCENT:
        return None
    facts[at] = replace(facts[at], confidence_percent=chance.randrange(MEDIUM_PERCENT))
    return replace(attempt, ground=replace(attempt.ground, facts=tuple(facts)))


def _nothing_known(attempt: Attempt, chance: random.Random) -> Attempt:
    narrative = attempt.narrative
    if chance.random() < 0.5:  # the digest of nothing, as if it had been approved on nothing
        narrative = replace(narrative, facts=(), facts_digest=facts_digest(()))
    return replace(attempt, narrative=narrative, ground=replace(attempt.ground, facts=()))


def _forged_words(attempt: Attempt, chance: random.Random) -> Attempt:
    narrative = attempt.narrative
    if chance.random() < 0.5:
        return replace(attempt, narrative=replace(narrative, text=f"{narrative.text} All is well."))
    clauses = list(narrative.clauses)
    at = chance.randrange(len(clauses))
    clauses[at] = replace(clauses[at], text=f"{clauses[at].text} All is well.")
    return replace(attempt, narrative=replace(narrative, clauses=tuple(clauses)))


def _forged_facts(attempt: Attempt, chance: random.Random) -> Attempt:
    facts = list(attempt.narrative.facts)
    at = chance.randrange(len(facts))
    facts[at] = replace(facts[at], text=f"{facts[at].text} forged")
    return replace(attempt, narrative=replace(attempt.narrative, facts=tuple(facts)))


def _other_template(attempt: Attempt, chance: random.Random) -> Attempt | None:
    template = attempt.ground.template
    if attempt.narrative.written_by or template is None:
        return None
    newer = chance.choice([None, replace(template, version=template.version + 1)])
    if chance.random() < 0.3:  # the same version under which somebody put other words
        first, *rest = template.clauses
        newer = replace(template, clauses=(replace(first, text="Nothing is wrong."), *rest))
    return replace(attempt, ground=replace(attempt.ground, template=newer))


def _below_the_gate(attempt: Attempt, chance: random.Random) -> Attempt | None:
    """Approved at Low, by the book: digest, approvals, facts and template all agree."""
    stage = next(fact.text for fact in attempt.ground.facts if fact.slot == "stage")
    if stage == BEING_VERIFIED:
        return None
    percent = chance.randrange(MEDIUM_PERCENT)
    slot = chance.choice(["", "stage", *(fact.slot for fact in attempt.ground.facts)])
    narrative, ground = with_percent(attempt.narrative, attempt.ground, percent, slot)
    narrative = replace(narrative, facts_digest=facts_digest(narrative.facts))
    template = ground.template
    if template is not None:  # a template that would say anything however unsure it is
        template = replace(template, clauses=tuple(replace(one, at_least_percent=0) for one in template.clauses))
    return replace(attempt, narrative=narrative, ground=replace(ground, template=template))


def _no_day(attempt: Attempt, _: random.Random) -> Attempt:
    return replace(attempt, narrative=replace(attempt.narrative, approved_at=None))


def _must_change(attempt: Attempt, chance: random.Random) -> Attempt:
    words = attempt.narrative.text.split()
    finding = GuardFinding(0, 4, chance.choice(words), "blame", GuardLevel.MUST_CHANGE, "Blames.")
    return replace(attempt, narrative=replace(attempt.narrative, findings=(finding,)))


SPOILS: tuple[Spoil, ...] = (
    _status,
    _approvals,
    _one_person_twice,
    _by_its_author,
    _by_nobody,
    _moved_fact,
    _less_sure_now,
    _nothing_known,
    _forged_words,
    _forged_facts,
    _other_template,
    _below_the_gate,
    _no_day,
    _must_change,
)


def ready_attempts(desk: Desk, case: Case, at: datetime, changed: Changed) -> Iterator[Attempt]:
    over = {"lifecycle": Lifecycle.RESTORED, "restored_at": at - timedelta(minutes=5)}
    situations = [{}, {"percent": 55}, {"percent": 95, "eta_percent": 95}, {"eta": None}, {"percent": 20}, over]
    for situation in situations:
        told = changed(case, **situation)
        for audience in CHANNELS:
            yield good(desk, told, at, audience=audience)
        if situation != {"percent": 20} and situation is not over:
            # As often as the templates' words: whoever writes and approves alike is tried often enough.
            yield from [good(desk, told, at, own=True)] * len(CHANNELS)


def test_ten_thousand_attempts_against_the_rules_and_none_succeeds(
    desk: Desk, case: Case, moment: Moment, changed: Changed
) -> None:
    ready = list(ready_attempts(desk, case, moment("13:32"), changed))
    for attempt in ready:  # each would go out as it is, so what stops it below is what was spoiled
        assert attempt.make().texts
    chance = random.Random(SEED)
    tried = dict.fromkeys(SPOILS, 0)
    succeeded: list[Spoil] = []
    while sum(tried.values()) < ATTEMPTS:
        attempt = chance.choice(ready)
        channels = tuple(chance.sample(attempt.channels, chance.randint(1, len(attempt.channels))))
        attempt = replace(attempt, channels=channels)
        spoil = chance.choice(SPOILS)
        spoiled = spoil(attempt, chance)
        if spoiled is None:
            continue
        tried[spoil] += 1
        try:
            spoiled.make()
        except PublicationBlockedError:
            continue
        succeeded.append(spoil)
    assert succeeded == []
    assert min(tried.values()) > ATTEMPTS // 100


def test_a_withdrawal_says_what_it_takes_back_and_when_we_speak_next(desk: Desk, case: Case, moment: Moment) -> None:
    ready = good(desk, case, moment("13:32"))
    told = ready.make()
    at = moment("13:40")
    release = Release(
        PublicationId("INC-4127/p2"), PublicationKind.WITHDRAWAL, at, moment("14:05"), told.publication_id
    )
    found = withdraw(told, "mobile data", release, zone=ZoneInfo("Europe/Prague"), reads=ready.ground.reads)
    assert (found.kind, found.about_id, found.narrative_id) == (
        PublicationKind.WITHDRAWAL,
        told.publication_id,
        told.narrative_id,
    )
    assert [text.channel for text in found.texts] == [text.channel for text in told.texts]
    assert found.texts[0].body == (
        "We withdraw our update of 14:32 CET on mobile data. Please do not rely on it. We are sorry for this."
        " We will give the next update by 15:05 CET."
    )
    assert found.digest == digest_of(found.texts)


def test_a_correction_says_which_update_it_puts_right(desk: Desk, case: Case, moment: Moment) -> None:
    ready = good(desk, case, moment("13:32"))
    lead = lead_of_correction(ready.make(), at=moment("13:50"), zone=ZoneInfo("Europe/Prague"))
    assert lead == "This corrects our update of 14:32 CET."
    release = Release(publication_id_of(case.incident.incident_id, 2), PublicationKind.CORRECTION, moment("13:50"))
    found = publish(ready.narrative, (Channel.PORTAL, Channel.SMS), ready.ground, release, lead=lead)
    assert all(text.body.startswith(lead) for text in found.texts)


def test_markup_in_what_is_withdrawn_is_refused(desk: Desk, case: Case, moment: Moment) -> None:
    ready = good(desk, case, moment("13:32"))
    told = replace(ready.make(), texts=(ChannelText(Channel.MAIL, "Mobile\r\nBcc: all", "x"),))
    release = Release(PublicationId("INC-4127/p2"), PublicationKind.WITHDRAWAL, moment("13:40"))
    with pytest.raises(PublicationBlockedError, match="line break"):
        withdraw(told, "mobile data", release, zone=ZoneInfo("Europe/Prague"), reads=ready.ground.reads)


def test_a_name_beyond_the_second_person_changes_nothing(desk: Desk, case: Case, moment: Moment) -> None:
    telling = desk.telling(case, "customer", "en", moment("13:32"))
    draft = desk.own(case, telling)
    approved = desk.approved(draft, moment("13:35"), by=(NOVAK, HALE, LIND))
    attempt = Attempt(approved, (Channel.PORTAL,), desk.ground(telling, needed=2), release_at(moment("13:40")))
    assert attempt.make().texts
