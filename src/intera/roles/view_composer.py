"""What does the composer show, and the list of narratives; see `view` for the rule these follow."""

from dataclasses import dataclass

from intera.roles.marks_view import MarksView
from intera.roles.view import Badge
from intera.roles.view_form import ActionForm
from intera.roles.view_incident import Hold
from intera.roles.view_words import ChannelForm


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a choice."""

    value: str
    label: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Sayable:
    """One thing one may say; `kind` is "ok", or "soft" where it is only to be expected."""

    text: str
    sub: str
    kind: str = "ok"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One narrative of the reader shown."""

    version: str
    text: str
    sub: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what it rests on, fact by fact."""

    text: str
    rests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartView:
    """One of the four parts of a text, in reading order; without sentences `note` says why."""

    label: str
    sentences: tuple[Sentence, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormView:
    """The words in one channel: its name, its length beside its budget, what was cut, or why it cannot carry them."""

    form: ChannelForm
    label: str
    length: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalStep:
    """One step to words that may go out; `kind` is "done" or "wait"."""

    kind: str
    icon: str
    role: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class ReleasedLine:
    """One publication with what can still be done about it; `kind` is "", "wait" or "done"."""

    label: str
    kind: str
    text: str
    sub: str
    actions: tuple[ActionForm, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposerView:
    """The page on which words are written, approved and released, for one reader of one incident.

    `text` is what stands in the field, `reading` how the guard reads it; `parts` and `forms` are of the words
    as they are stored, `shown_version` says of which. `closed` says why nothing can be written, else empty.
    """

    incident_id: str
    title: str
    heading: str
    badge: Badge
    href: str
    readers: tuple[Choice, ...]
    starts: tuple[Choice, ...]
    audience: str
    language: str
    facts: tuple[Sayable, ...]
    holds: tuple[Hold, ...]
    versions: tuple[VersionLine, ...]
    text: str
    narrative_id: str
    facts_digest: str
    reading: MarksView
    present: tuple[Choice, ...]
    parts: tuple[PartView, ...]
    shown_version: str
    forms: tuple[FormView, ...]
    next_update: str
    steps: tuple[ApprovalStep, ...]
    actions: tuple[ActionForm, ...]
    note: str
    released: tuple[ReleasedLine, ...]
    closed: str = ""


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """One text of one incident in the list; `kind` is "risk", "soon", "ok" or empty."""

    href: str
    incident_id: str
    badge: Badge
    title: str
    reader: str
    version: str
    state: str
    sub: str
    kind: str
    excerpt: str
    when_iso: str
    when: str


@dataclass(frozen=True, slots=True)
class NarrativeGroup:
    """Texts that stand alike, with what to do about them."""

    key: str
    title: str
    note: str
    rows: tuple[NarrativeRow, ...]


@dataclass(frozen=True, slots=True)
class NarrativesView:
    """Every text of open incidents: what waits for a second person, what lapsed, what is drafted, what was released."""

    headline: str
    sub: str
    groups: tuple[NarrativeGroup, ...]
