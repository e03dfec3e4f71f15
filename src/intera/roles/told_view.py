"""What do Care and Sales see: words and times one may pass on, and nothing to judge.

See `view` for the rule these follow.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A promised time: absolute with its zone, how far off, and its machine forms."""

    iso: str
    text: str
    relative: str = ""
    due_epoch_s: int = 0


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """Approved words in the form of one channel, with their length where it counts."""

    channel: str
    label: str
    subject: str
    paragraphs: tuple[str, ...]
    length: str = ""


@dataclass(frozen=True, slots=True)
class SpokenIn:
    """The approved words in one language."""

    language: str
    label: str
    paragraphs: tuple[str, ...]
    channels: tuple[ChannelWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One incident as it may be told; `kind` is "", "wait" or "done", `words` first in English.

    `since` and `when_words` are sentences; `next_update` is None where nothing is promised.
    """

    incident_id: str
    standing: str
    kind: str
    label: str
    short: str
    stamp: str
    headline: str
    where: str
    since: str
    next_update: Moment | None
    when_words: str
    still_works: str
    words: tuple[SpokenIn, ...]
    seen_before: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The approved words in the first language; empty while there are none."""
        return self.words[0].paragraphs if self.words else ()


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """Whether a place and a service are affected; `kind` is "yes", "perhaps" or "no"."""

    kind: str
    headline: str
    text: str
    incident_id: str = ""


@dataclass(frozen=True, slots=True)
class CareView:
    """What Care may say now: the incident read aloud, what customers ask, the others, and the check of a place."""

    lead: Told | None
    headline: str
    calm: str
    wait: str
    also: tuple[Told, ...]
    asks: tuple[tuple[str, str], ...]
    leave_out: tuple[str, ...]
    services: tuple[tuple[str, str], ...]
    place: str
    service_id: str
    checked: CheckedPlace | None
    channels: tuple[tuple[str, str], ...]
    abouts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """One account found, and whether it is in reach of something now."""

    href: str
    name: str
    tier: str
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class AccountsView:
    """What was looked for, and what was found."""

    query: str
    headline: str
    found: tuple[FoundAccount, ...]
    note: str


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step of the guide; `kind` is "ask", "say", "offer" or "log", `has_words` puts the approved words under it."""

    kind: str
    text: str
    has_words: bool = False


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact on record, as a line."""

    iso: str
    clock: str
    what: str
    sub: str


@dataclass(frozen=True, slots=True)
class CareAccountView:
    """One account: what reaches it, what to do next step by step, the words per channel, what was logged."""

    account_id: str
    name: str
    tier: str
    headline: str
    told: tuple[Told, ...]
    steps: tuple[GuideStep, ...]
    contacts: tuple[ContactLine, ...]
    channels: tuple[tuple[str, str], ...]
    abouts: tuple[tuple[str, str], ...]
    leave_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SalesRow:
    """One affected account; `step_kind` is "soon" where a call is due."""

    account_id: str
    incident_id: str
    name: str
    tier: str
    notices: str
    last_told: str
    last_told_sub: str
    step: str
    step_sub: str
    step_kind: str = ""


@dataclass(frozen=True, slots=True)
class SalesView:
    """An account manager's accounts: who is affected, what to say to them, what to leave out."""

    headline: str
    lead: Told | None
    rows: tuple[SalesRow, ...]
    others: tuple[Told, ...]
    wait: str
    rest_head: str
    rest_text: str
    leave_out: tuple[str, ...]
    contacts: tuple[ContactLine, ...]
    channels: tuple[tuple[str, str], ...]
    abouts: tuple[tuple[str, str], ...]
