"""How far did our words get: who was told of an incident, who was not, and why.

Counts only. Who a recipient is and by which address stays in the ledger.
Source: issue 4, sections 6 and 7 ("61 of 64 told").
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intera.model.board import Board, BoardCell, BoardFigure, BoardTable
from intera.model.decision import DecisionKind
from intera.model.publication import Channel, DeliveryState, PublicationKind, SkipReason
from intera.roles.incident_forms import Forms
from intera.roles.relative import LocalClock
from intera.roles.view_form import ActionForm, FormField
from intera.roles.view_told import CoverageCard, CoverageView
from intera.roles.wording import count, plural

# Audiences of our own desks; they are told of tasks and are no part of who was told of an incident.
_OWN_DESKS = "desk-"
_CUSTOMER = "customer"
_AUDIENCES = {_CUSTOMER: "Customers", "internal-care": "Care", "partner": "Partners", "sales": "Sales"}
_REASON_CHARS = 500
_KINDS = {
    PublicationKind.UPDATE: "Update",
    PublicationKind.CORRECTION: "Correction",
    PublicationKind.WITHDRAWAL: "Withdrawal",
}
CHANNELS = {
    Channel.CHAT: "Chat",
    Channel.MAIL: "Mail",
    Channel.PARTNER_NOTICE: "Partner notice",
    Channel.SMS: "SMS",
    Channel.WEBHOOK: "Webhook",
}
_STATES = {
    DeliveryState.FAILED: "Failed",
    DeliveryState.SENDING: "Being sent",
    DeliveryState.SKIPPED: "Skipped",
    DeliveryState.UNSURE: "Not known to have arrived",
    DeliveryState.WAITING: "Waiting",
}
# Why, and what can be done about it.
_REASONS = {
    SkipReason.NO_COURIER: ("This channel is not set up", "Set it up in the settings of the installation"),
    SkipReason.NO_WORDS_FOR_CHANNEL: ("Not released on this channel", "Release the words on it too"),
    SkipReason.NO_WORDS_IN_LANGUAGE: ("Not released in their language", "Release a text in it, or English"),
    SkipReason.PLAYED_HISTORY: ("This history is played, not lived", "Nothing: nobody is to be told of it"),
    SkipReason.SUPERSEDED: ("Put right or taken back before it was sent", "Nothing: the later words count"),
    SkipReason.UNSUBSCRIBED: ("Asked to be told no more", "Nothing: they do not want to be told"),
    SkipReason.WAS_NOT_TOLD: ("Never had what was taken back", "Nothing: there is nothing to take back"),
    "bad_target": ("The address cannot be used", "Correct it in the list of recipients"),
    "broken": ("Something on our side broke", "See the worker's log, then ask who is reachable"),
    "interrupted": ("We were interrupted before an answer came", "Ask them, or send again knowing it may be twice"),
    "no_answer": ("Their system gave no answer", "It is tried again by itself; then send again"),
    "no_confirmation": ("Handed over, but nobody confirmed it", "Ask them, or send again knowing it may be twice"),
    "no_connection": ("Their system could not be reached", "It is tried again by itself; then send again"),
    "no_room": ("There was no room to write it down", "Free some space; it is tried again by itself"),
    "redirected": ("The address leads elsewhere", "Correct it in the list of recipients"),
    "refused_by_server": ("Their system refused it", "See why with their operator; correct the address"),
    "server_error": ("Their system has a fault", "It is tried again by itself; then send again"),
    "unknown_host": ("The address's host cannot be found", "Correct it in the list of recipients"),
    "unsafe": ("The text or address could break the message", "Correct the name or address it holds"),
}


@dataclass(frozen=True, slots=True)
class ToldCount:
    """How many recipients of one publication stand in one state for one reason, by one channel."""

    publication_id: str
    channel: str
    state: str
    reason: str
    audience: str
    kind: str
    language: str
    released_at: datetime
    delivery_count: int
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """Of so many recipients so many were told; the rest by state. Who shares an address was told by it."""

    told_count: int
    total_count: int
    rest: Mapping[str, int]

    @property
    def text(self) -> str:
        """As a headline: "61 of 64 told"."""
        return f"{count(self.told_count)} of {count(self.total_count)} told"

    @property
    def rest_text(self) -> str:
        """What is missing: "1 failed, 2 skipped"; empty when nothing is."""
        return ", ".join(
            f"{count(number)} {_STATES[DeliveryState(state)].lower()}" for state, number in self.rest.items()
        )


def reached(counts: Iterable[ToldCount]) -> Reached:
    """How many were told.

    Args:
        counts: of one publication, or of several that went to different people.

    Returns:
        Told, all, and the rest by state in the order it is worth looking at.
    """
    told, rest = 0, Counter[str]()
    for one in counts:
        if one.state == DeliveryState.SENT or one.reason == SkipReason.DUPLICATE_ADDRESS:
            told += one.delivery_count
        else:
            rest[one.state] += one.delivery_count
    ordered = {state.value: rest[state] for state in _STATES if rest[state]}
    return Reached(told, told + sum(rest.values()), ordered)


def newest_for_customers(counts: Sequence[ToldCount], ended: Iterable[str] = ()) -> list[ToldCount]:
    """The counts of what customers were told last and still stands, in every language it was released in.

    Args:
        counts: of every publication of an incident.
        ended: publications that were corrected or withdrawn.

    Returns:
        The counts; none when nothing of the kind was sent to anybody.
    """
    gone = set(ended)
    standing = [
        one
        for one in counts
        if one.audience == _CUSTOMER and one.kind != PublicationKind.WITHDRAWAL and one.publication_id not in gone
    ]
    newest = max((one.released_at for one in standing), default=None)
    return [one for one in standing if one.released_at == newest]


def coverage_card(counts: Sequence[ToldCount], incident_id: str, ended: Iterable[str] = ()) -> CoverageCard | None:
    """What an incident's page says of how far customers were told; None while nothing was sent to anybody."""
    newest = newest_for_customers(counts, ended)
    if not newest:
        return None
    found = reached(newest)
    needs_look = DeliveryState.FAILED in found.rest or DeliveryState.UNSURE in found.rest
    return CoverageCard(found.text, found.rest_text, f"/incidents/{incident_id}/told", "late" if needs_look else "")


def read_coverage(
    counts: Sequence[ToldCount], forms: Forms, *, title: str, clock: LocalClock, ended: Iterable[str] = ()
) -> CoverageView:
    """The page of who was told.

    Args:
        counts: of every publication of the incident.
        forms: of the incident, for the reader.
        title: of the incident.
        clock: the operator's, now.
        ended: publications that were corrected or withdrawn.

    Returns:
        The view.
    """
    outside = [one for one in counts if not one.audience.startswith(_OWN_DESKS)]
    gone, incident_id = set(ended), forms.item.incident_id
    newest = newest_for_customers(outside, gone)
    found = reached(newest)
    board = Board(
        name="told",
        as_of_at=clock.at,
        lead=f"{found.text}." if newest else "Nobody was told yet.",
        lead_sub=_lead_sub(newest, found, clock),
        figures=_figures(found) if newest else (),
        tables=(_releases(outside, clock, gone), _gaps(outside, clock)),
    )
    actions = tuple(
        _again(publication_id, of_one, forms, clock)
        for publication_id, of_one in _by_publication(outside).items()
        if publication_id not in gone and _stuck(of_one) and forms.may(DecisionKind.PUBLICATION_DELIVER)
    )
    return CoverageView(incident_id, title, board, clock.zoned(clock.at), clock.iso(clock.at), actions)


def _lead_sub(newest: Sequence[ToldCount], found: Reached, clock: LocalClock) -> str:
    if not newest:
        return "No words of this incident were released to recipients."
    what = _KINDS[PublicationKind(newest[0].kind)]
    rest = f" {found.rest_text[:1].upper()}{found.rest_text[1:]}." if found.rest else ""
    return f"{what} for customers, released {clock.zoned(newest[0].released_at)}.{rest}"


def _figures(found: Reached) -> tuple[BoardFigure, ...]:
    rest = found.rest
    waiting = rest.get(DeliveryState.WAITING, 0) + rest.get(DeliveryState.SENDING, 0)
    failed, unsure = rest.get(DeliveryState.FAILED, 0), rest.get(DeliveryState.UNSURE, 0)
    return (
        BoardFigure("Told", count(found.told_count), f"of {count(found.total_count)}"),
        BoardFigure("Waiting", count(waiting)),
        BoardFigure("Failed", count(failed), kind="late" if failed else ""),
        BoardFigure("Not known to have arrived", count(unsure), kind="late" if unsure else ""),
        BoardFigure("Skipped", count(rest.get(DeliveryState.SKIPPED, 0))),
    )


def _by_publication(counts: Iterable[ToldCount]) -> dict[str, list[ToldCount]]:
    found: dict[str, list[ToldCount]] = {}
    for one in counts:
        found.setdefault(one.publication_id, []).append(one)
    return found


def _releases(counts: Sequence[ToldCount], clock: LocalClock, gone: set[str]) -> BoardTable:
    rows: list[tuple[BoardCell, ...]] = []
    for publication_id, of_one in _by_publication(counts).items():
        first, found = of_one[0], reached(of_one)
        channels = sorted({CHANNELS[Channel(one.channel)] for one in of_one if Channel(one.channel) in CHANNELS})
        needs_look = bool(_stuck(of_one))
        what = _KINDS[PublicationKind(first.kind)] + (", no longer in force" if publication_id in gone else "")
        rows.append(
            (
                BoardCell(clock.zoned(first.released_at), what),
                BoardCell(_reader(first), first.language),
                BoardCell(", ".join(channels)),
                BoardCell(found.text, found.rest_text, kind="late" if needs_look else "num"),
            )
        )
    return BoardTable(
        "releases",
        "What was released, and how far it got",
        "Newest first. A correction or withdrawal is an entry of its own.",
        ("Released", "For", "By", "Told"),
        tuple(rows),
        empty="Nothing was sent to recipients yet.",
    )


def _gaps(counts: Sequence[ToldCount], clock: LocalClock) -> BoardTable:
    rows = [
        (
            BoardCell(clock.zoned(one.released_at), f"{_reader(one)}, {one.language}"),
            BoardCell(CHANNELS.get(Channel(one.channel), one.channel)),
            BoardCell(_STATES[DeliveryState(one.state)], kind="late" if one.state in _LOOK else ""),
            BoardCell(*_reason_words(one)),
            BoardCell(count(one.delivery_count), kind="num"),
        )
        for one in counts
        if one.state != DeliveryState.SENT and one.reason != SkipReason.DUPLICATE_ADDRESS
    ]
    return BoardTable(
        "gaps",
        "Not told, and why",
        "Each of these has its line in the ledger.",
        ("Released", "By", "State", "Why", "How many"),
        tuple(rows),
        empty="Everybody these words concern was told." if counts else "Nothing was released to recipients yet.",
    )


def _reader(one: ToldCount) -> str:
    return _AUDIENCES.get(one.audience, one.audience)


def _reason_words(one: ToldCount) -> tuple[str, str]:
    if one.state in (DeliveryState.WAITING, DeliveryState.SENDING) and not one.reason:
        return ("Its turn has not come", "Nothing: it goes out by itself")
    return _REASONS.get(one.reason, ("See the worker's log", ""))


_LOOK = frozenset({DeliveryState.FAILED.value, DeliveryState.UNSURE.value})


def _stuck(counts: Iterable[ToldCount]) -> dict[str, int]:
    """What only a person can move on: how many failed, how many are unsure."""
    found = Counter[str]()
    for one in counts:
        if one.state in _LOOK:
            found[one.state] += one.delivery_count
    return dict(found)


def _again(publication_id: str, counts: Sequence[ToldCount], forms: Forms, clock: LocalClock) -> ActionForm:
    stuck = _stuck(counts)
    failed, unsure = stuck.get(DeliveryState.FAILED, 0), stuck.get(DeliveryState.UNSURE, 0)
    options: list[tuple[str, str]] = []
    if failed:
        options.append(("failed", f"The {count(failed)} that failed"))
    if unsure:
        options.append(("unsure", f"The {count(unsure)} not known to have arrived"))
    if failed and unsure:
        options.append(("both", "Both"))
    fields = [FormField("select", "which", "Send again to", options=tuple(options))]
    if unsure:
        fields.append(FormField("check", "accepts_twice", "Some may be told twice", is_required=not failed))
    fields.append(FormField("area", "reason", "Why", max_length=_REASON_CHARS))
    kind, when = DecisionKind.PUBLICATION_DELIVER, clock.zoned(counts[0].released_at)
    form = forms.form(kind, f"told/{publication_id}/again", tuple(fields), is_for_ended=True)
    total = plural(failed + unsure, "recipient")
    return ActionForm(
        key=form.key,
        label=f"{form.label}: released {when}, {total}",
        button=form.button,
        href=form.href,
        intro=form.intro,
        fields=form.fields,
    )
