"""What may be written for one reader of an incident: safe facts beside held ones, the draft, its forms, its approvals.

Source: PRODUCT Q6, O4, O5; issue 4, section 4; design GUIDE section 3 (Voice card, Guard).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intera.model.decision import Plain
from intera.roles.cells import badge_of
from intera.roles.composer_forms import WordsForms
from intera.roles.composer_steps import approval_steps, released_lines
from intera.roles.incident_forms import Forms
from intera.roles.marks_view import MarksView, view_marks
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, instant
from intera.roles.release_marks import Reading, release_marks
from intera.roles.released import ReleasedNarrative
from intera.roles.released_words import ReleasedSpeech
from intera.roles.released_writing import ReleasedAuthorship, ReleasedReader, ReleasedSayable
from intera.roles.say_forms import forms_of
from intera.roles.told import CHANNEL_LABELS, language_label
from intera.roles.view_composer import (
    Choice,
    ComposerView,
    FormView,
    PartView,
    Sayable,
    Sentence,
    VersionLine,
)
from intera.roles.view_incident import Hold
from intera.roles.view_words import ChannelForm
from intera.roles.wording import joined, upper_first

AUDIENCE_LABELS = {"customer": "Customers", "internal-care": "Customer Care", "sales": "Sales", "partner": "Partners"}
PART_LABELS = (
    ("experience", "What customers experience"),
    ("checked", "What is confirmed or being checked"),
    ("to_do", "What to do"),
    ("next_update", "Next update"),
)
_REQUIRED = ("Service", "Place", "What still works", "Next update", "Apology")
# How a fact reads as one thing to say, in the order people ask. A slot that only permits a sentence is not listed.
_SAYS = (
    ("trouble", "{words}"),
    ("service", "{words}"),
    ("place", "{words}, some customers"),
    ("detail", "{words}"),
    ("since", "Since {words}"),
    ("restored", "Working again since {words}"),
    ("still_works", "{words} work as usual"),
    ("still_works_sentence", "{words}"),
    ("restoring", "We are restoring service"),
    ("cause", "The cause: {words}"),
    ("eta", "Back to normal at about {words}"),
    ("eta_soft", "Back to normal {words}"),
    ("timeframe_due", "When it is back: we say so by {words}"),
    ("next_update", "Next update by {words}"),
)
_SOFT = frozenset({"eta_soft"})
_OURS = frozenset({"next_update", "timeframe_due"})
_STATES = {"draft": "Draft", "approved": "Approved", "lapsed": "Lapsed, a fact changed", "withdrawn": "Withdrawn"}
_CHANNEL_ORDER = {"portal": 0, "care_script": 0, "sales_note": 0, "partner_notice": 0, "sms": 1}
_READABLE = ("draft", "approved")


@dataclass(frozen=True, slots=True)
class ComposerAsk:
    """What was asked for: a reader, a narrative to start from, and the words typed with how the guard reads them."""

    audience: str = ""
    language: str = ""
    start: str = ""
    typed: str | None = None
    reading: MarksView | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One narrative with all that is released of it."""

    narrative: ReleasedNarrative
    speech: ReleasedSpeech
    authorship: ReleasedAuthorship

    @property
    def is_readable(self) -> bool:
        """Whether it is a draft or approved."""
        return self.narrative["status"] in _READABLE


def written_of(item: Item) -> list[Written]:
    """The narratives of an incident with their sentences and their authors, reader by reader."""
    speeches = {one["id"]: one for one in item.doc["words"]["speeches"]}
    authors = {one["narrative_id"]: one for one in item.doc["writing"]["authors"]}
    return [
        Written(one, speeches[one["id"]], authors[one["id"]])
        for one in item.doc["narratives"]
        if one["id"] in speeches and one["id"] in authors
    ]


def reader_label(audience: str, language: str) -> str:
    """Who is told, "Customers, English"."""
    return f"{AUDIENCE_LABELS.get(audience, upper_first(audience))}, {language_label(language)}"


def read_composer(
    released: Mapping[str, Plain],
    ask: ComposerAsk,
    *,
    role: tuple[RolePackage, Phrases],
    clock: LocalClock,
    person_name: str,
    own_team_id: str = "",
) -> ComposerView:
    """The composer for one reader of an incident.

    Args:
        released: its whole released document.
        ask: which reader, from which words to start, what was typed.
        role: the writer's package and its words.
        clock: the operator's clock.
        person_name: who writes; nobody approves their own.
        own_team_id: their desk.

    Returns:
        The view; without a reader `closed` says why nothing can be told.
    """
    item = Item(released, clock.at)
    readers = item.doc["writing"]["readers"]
    reader = _reader(readers, ask)
    all_written = [one for one in written_of(item) if reader is not None and _is_for(one, reader)]
    shown = _start(all_written, ask, person_name)
    forms = WordsForms(Forms(item, role[0], role[1], clock, own_team_id), person_name)
    audience, language = (reader["audience"], reader["language"]) if reader else ("customer", "en")
    href = f"/incidents/{item.incident_id}/write"
    text = ask.typed if ask.typed is not None else shown.narrative["text"] if shown else ""
    reading = ask.reading or (_reading(shown, text) if shown else _unread(text))
    return ComposerView(
        incident_id=item.incident_id,
        title=item.doc["head"]["title"],
        heading=_heading(shown),
        badge=badge_of(item),
        href=href,
        readers=tuple(_choice(one, is_current=one is reader) for one in readers),
        starts=tuple(_start_choice(one, clock, is_current=one is shown) for one in all_written if one.is_readable),
        audience=audience,
        language=language,
        facts=_sayables(reader["facts"] if reader else []),
        holds=_holds(shown),
        versions=tuple(_version(one, clock, href, is_current=one is shown) for one in all_written),
        text=text,
        narrative_id=shown.narrative["id"] if shown else "",
        facts_digest=reader["facts_digest"] if reader else "",
        reading=reading,
        present=_present(reading, item.doc["writing"]["stage"]),
        parts=_parts(shown),
        shown_version=f"v{shown.narrative['version']}" if shown else "",
        forms=_form_views(shown),
        next_update=_next_update(reader),
        steps=approval_steps(shown.narrative, shown.speech, shown.authorship, clock) if shown else (),
        actions=forms.of(shown.narrative, shown.speech, shown.authorship) if shown else (),
        note=forms.note(shown.narrative, shown.speech, shown.authorship) if shown else "",
        released=released_lines(item, audience, language, clock, forms),
        closed=_closed(item, reader),
    )


def _reader(readers: Sequence[ReleasedReader], ask: ComposerAsk) -> ReleasedReader | None:
    wanted = (ask.audience, ask.language)
    named = next((one for one in readers if (one["audience"], one["language"]) == wanted), None)
    return named or (readers[0] if readers else None)


def _is_for(one: Written, reader: ReleasedReader) -> bool:
    found = (one.narrative["audience"], one.narrative["language"])
    return found == (reader["audience"], reader["language"])


def _start(written: Sequence[Written], ask: ComposerAsk, person_name: str) -> Written | None:
    """The words asked for; else one's own draft, else what waits for approval, else the newest that may be read."""
    named = next((one for one in written if ask.start and one.narrative["id"] == ask.start), None)
    drafts = [one for one in written if one.narrative["status"] == "draft"]
    own = next((one for one in drafts if one.authorship["written_by"] == person_name), None)
    asked = next((one for one in drafts if one.authorship["asked_by"]), None)
    newest = next((one for one in written if one.is_readable), None)
    return named or own or asked or newest or (written[0] if written else None)


def _heading(shown: Written | None) -> str:
    if shown is None:
        return "Write update"
    status, version = shown.narrative["status"], shown.narrative["version"]
    return f"Write update, v{version}" if status == "draft" else f"Write update, v{version} {status}"


def _closed(item: Item, reader: ReleasedReader | None) -> str:
    if reader is None:
        return "Nothing may be told of this incident: no approved template fits what is known of it."
    if not reader["facts"]:
        return "Nothing may be told of this incident now. What was drafted before is shown as it was."
    if item.is_low:
        return "Confidence is Low. Verify first; only the holding line can go out."
    return ""


def _choice(reader: ReleasedReader, *, is_current: bool) -> Choice:
    value = f"{reader['audience']}/{reader['language']}"
    return Choice(value, reader_label(reader["audience"], reader["language"]), is_current)


def _origin(one: Written) -> str:
    by = one.authorship["written_by"]
    return f"written by {by}" if by else "from the facts"


def _start_choice(one: Written, clock: LocalClock, *, is_current: bool) -> Choice:
    state = _STATES[one.narrative["status"]].lower()
    when = clock.moment(datetime.fromisoformat(one.narrative["drafted_at"]))
    return Choice(one.narrative["id"], f"v{one.narrative['version']}, {state}, {_origin(one)}, {when}", is_current)


def _version(one: Written, clock: LocalClock, href: str, *, is_current: bool) -> VersionLine:
    narrative = one.narrative
    drafted_at = datetime.fromisoformat(narrative["drafted_at"])
    sub = f"{upper_first(_origin(one))}, {clock.moment(drafted_at)}"
    approved_at = instant(narrative["approved_at"])
    if narrative["status"] == "approved" and approved_at is not None:
        released = f", released {len(one.speech['told'])} times" if len(one.speech["told"]) > 1 else ", released"
        sub = f"{clock.moment(approved_at)}{released if one.speech['told'] else ', not released'}"
    query = f"?audience={narrative['audience']}&language={narrative['language']}&start={narrative['id']}"
    return VersionLine(
        f"v{narrative['version']}", _STATES[narrative["status"]], sub, f"{href}{query}", is_current=is_current
    )


def _sayables(facts: Sequence[ReleasedSayable]) -> tuple[Sayable, ...]:
    by_slot = {fact["slot"]: fact for fact in facts}
    if "trouble" in by_slot:
        by_slot.pop("service", None)  # the trouble names it
    found: list[Sayable] = []
    for slot, pattern in _SAYS:
        if (fact := by_slot.get(slot)) is None:
            continue
        sure = f"{fact['confidence_word']}, {fact['confidence_percent']}%"
        soft = slot in _SOFT
        sub = "Our own promise" if slot in _OURS else f"{sure}; say it softly" if soft else sure
        found.append(Sayable(upper_first(pattern.replace("{words}", fact["words"])), sub, "soft" if soft else "ok"))
    return tuple(found)


def _holds(shown: Written | None) -> tuple[Hold, ...]:
    if shown is None:
        return ()
    return tuple(Hold(one["what"], one["why"], one["releases_when"]) for one in shown.narrative["wait_for"])


def _reading(shown: Written, text: str) -> MarksView:
    return view_marks(shown.authorship["reading"], text)


def _unread(text: str) -> MarksView:
    return view_marks(release_marks(Reading((), (), 0, has_facts=False)), text)


def _present(reading: MarksView, stage: str) -> tuple[Choice, ...]:
    """The required parts, each with whether the words have it; a holding line needs fewer of them."""
    wanted = [part for part in _REQUIRED if stage == "active" or part not in ("Place", "What still works")]
    return tuple(Choice(part, part, is_current=part not in reading.missing) for part in wanted)


def _parts(shown: Written | None) -> tuple[PartView, ...]:
    if shown is None:
        return ()
    return tuple(_part(shown.speech, part, label) for part, label in PART_LABELS)


def _part(speech: ReleasedSpeech, part: str, label: str) -> PartView:
    sentences = tuple(
        Sentence(
            said["text"],
            tuple(
                ", ".join(
                    text
                    for text in (
                        fact["source"],
                        f"{fact['confidence_word']} {fact['confidence_percent']}%",
                        fact["evidence"],
                    )
                    if text
                )
                for fact in said["facts"]
            ),
        )
        for said in speech["sentences"]
        if said["part"] == part
    )
    return PartView(label, sentences, "" if sentences else "Nothing is said here.")


def _form_views(shown: Written | None) -> tuple[FormView, ...]:
    """Every channel: what is read on a page first, then the shortest, then the others."""
    if shown is None or not shown.is_readable:
        return ()
    forms = sorted(forms_of(shown.speech), key=lambda form: _CHANNEL_ORDER.get(form.channel, len(_CHANNEL_ORDER)))
    return tuple(_form_view(form) for form in forms)


def _form_view(form: ChannelForm) -> FormView:
    label = CHANNEL_LABELS.get(form.channel, upper_first(form.channel))
    length = f"{form.used} of {form.most}" if form.most is not None else ""
    labels = dict(PART_LABELS)
    note = f"Left out to fit: {joined([labels[part].lower() for part in form.cut])}." if form.cut else ""
    return FormView(form, label, length, form.problem or note)


def _next_update(reader: ReleasedReader | None) -> str:
    facts = reader["facts"] if reader else []
    return next((fact["words"] for fact in facts if fact["slot"] == "next_update"), "")
