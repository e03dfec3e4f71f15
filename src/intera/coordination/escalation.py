"""Who has to answer for a missed promise, and what do they need to know: the one escalation ladder.

A missed promise is a query, never a timer: whoever asks later, after a restart too, finds the same
rungs due. Nothing here answers a promise; only a person does.

Source: PRODUCT section 6 (one escalation ladder), U3; issue 4, section 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from intera.coordination.ledger import overdue
from intera.coordination.playbook import INTERNAL, Playbook
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.escalation import Escalation
from intera.model.ids import EscalationId, IncidentId, TeamId
from intera.model.impact import CountRange, Visibility
from intera.model.measurement import QosOutcome, QosRisk
from intera.model.operator import Operator
from intera.model.party import Tier

_PRESSED = (QosRisk.JEOPARDY, QosRisk.CERTAIN)
_PROTECTED = (Tier.VIP, Tier.KEY, Tier.WHOLESALE)


class NoSuchEscalationError(LookupError):
    """An escalation note was asked for that is not there."""

    def __init__(self, number: int) -> None:
        """Names the number."""
        super().__init__(f"there is no escalation note {number} on this incident; open the incident and choose one")


class EscalationEndedError(ValueError):
    """An escalation note was answered already."""

    def __init__(self, note: Escalation) -> None:
        """Carries the note."""
        super().__init__("this escalation was answered already; answer the promise itself if it is still open")
        self.note = note


def escalation_id_of(incident_id: IncidentId, number: int) -> EscalationId:
    """The id of an incident's nth note, from 1."""
    return EscalationId(f"{incident_id}/esc-{number}")


@dataclass(frozen=True, slots=True)
class _Raising:
    """What every note of one case at one instant is made from."""

    case: Case
    playbook: Playbook
    operator: Operator
    at: datetime

    def clock(self, at: datetime) -> str:
        """An instant on the operator's wall, with zone, and with its day when it is another one."""
        zone = ZoneInfo(self.operator.zone)
        local, now = at.astimezone(zone), self.at.astimezone(zone)
        day = "" if local.date() == now.date() else f"{local:%a} {local.day} {local:%b} "
        return f"{day}{local:%H:%M} {local:%Z}"


def raise_notes(case: Case, playbook: Playbook, operator: Operator, *, at: datetime) -> tuple[Escalation, ...]:
    """The notes that are due and not raised yet: one a rung for each missed promise, lowest rung first.

    Args:
        case: the incident with its promises and notes.
        playbook: holds the ladder.
        operator: names desks and gives the zone.
        at: the instant asked about.

    Returns:
        The new notes; none for a promise kept, answered, or whose note a desk took on.
    """
    missed = overdue(case.checkpoints, at)
    if not missed:
        return ()
    raising = _Raising(case, playbook, operator, at)
    found: list[Escalation] = []
    for promise in missed:
        known = [note for note in case.escalations if note.checkpoint_id == promise.checkpoint_id]
        if any(note.answered_at is not None for note in known):
            continue
        for rung_number in range(len(known) + 1, len(playbook.ladder) + 1):
            if at < promise.due_at + timedelta(minutes=playbook.ladder[rung_number - 1].after_min):
                break
            number = len(case.escalations) + len(found) + 1
            found.append(_note(raising, promise, rung_number=rung_number, number=number))
    return tuple(found)


def _note(raising: _Raising, promise: Checkpoint, *, rung_number: int, number: int) -> Escalation:
    ladder, incident = raising.playbook.ladder, raising.case.incident
    rung = ladder[rung_number - 1]
    above = ladder[rung_number] if rung_number < len(ladder) else None
    return Escalation(
        escalation_id=escalation_id_of(incident.incident_id, number),
        incident_id=incident.incident_id,
        checkpoint_id=promise.checkpoint_id,
        rung=rung_number,
        rung_name=rung.name,
        team_id=TeamId(rung.team_id or incident.owner_team_id),
        raised_at=raising.at,
        promise=promise.promise,
        promised_by=promise.team_id,
        due_at=promise.due_at,
        stakes=stakes_of(raising.case),
        evidence=_evidence(raising, promise),
        next_rung=above.name if above else "",
        next_at=promise.due_at + timedelta(minutes=above.after_min) if above else None,
    )


def stakes_of(case: Case) -> tuple[str, ...]:
    """What is at stake while a promise is missed, gravest first, in sentences without their full stop.

    Args:
        case: the incident as judged.

    Returns:
        Severity, reach, protected accounts, contracts and trust, as far as each is known.
    """
    said: list[str] = []
    if case.verdict is not None:
        provisional = ", being verified" if case.verdict.is_provisional else ""
        said.append(f"{case.verdict.severity.label}{provisional}")
    impact = case.impact
    if impact is not None:
        if impact.visibility is Visibility.CUSTOMER_VISIBLE and impact.customers is not None:
            said.append(_reach(impact.customers))
        elif impact.visibility is Visibility.CUSTOMER_VISIBLE:
            said.append("Customers notice it; how many is not known")
        protected = sum(1 for account in impact.accounts if account.tier in _PROTECTED)
        if protected:
            said.append(f"{protected} VIP, key or wholesale {_accounts(protected)} in reach")
    violated = sum(1 for qos in case.delivered_qos if qos.outcome is QosOutcome.VIOLATED)
    pressed = sum(1 for q in case.delivered_qos if q.risk in _PRESSED and q.outcome is not QosOutcome.VIOLATED)
    if violated:
        said.append(f"{violated} {_contracts(violated)} violated")
    if pressed:
        said.append(f"{pressed} {_contracts(pressed)} in jeopardy")
    return tuple(said)


def _reach(customers: CountRange) -> str:
    if customers.low == customers.high:
        return f"{customers.best:,} customers affected"
    if customers.low == 0:
        return f"0 to {_rounded(customers.high)} customers affected"
    likely = f"likely {_rounded(customers.low)} to {_rounded(customers.high)}"
    return f"About {_rounded(customers.best)} customers affected, {likely}"


def _rounded(number: int) -> str:
    """Three significant digits, so that an estimate does not look exact."""
    step = 10 ** max(0, len(str(number)) - 3)
    return f"{(number + step // 2) // step * step:,}"


def _accounts(number: int) -> str:
    return "account" if number == 1 else "accounts"


def _contracts(number: int) -> str:
    return "contract" if number == 1 else "contracts"


def _evidence(raising: _Raising, promise: Checkpoint) -> tuple[str, ...]:
    by = raising.operator.team_name(promise.team_id) if promise.team_id else "no desk"
    whom = "" if promise.audience == INTERNAL else f", for {promise.audience} audience"
    said = [
        f"Promised {raising.clock(promise.promised_at)} by {by} for {raising.clock(promise.due_at)}{whom}",
        f"Not answered at {raising.clock(raising.at)}",
    ]
    moved = _times_moved(raising.case.checkpoints, promise)
    if moved:
        said.append(f"Moved {moved} {'time' if moved == 1 else 'times'} before")
    answered = [one for one in raising.case.checkpoints if one.answered_at is not None and one.answer]
    if answered:
        newest = max(answered, key=lambda one: (one.answered_at or one.due_at, one.checkpoint_id))
        said.append(f"Last answer {raising.clock(newest.answered_at or newest.due_at)}: {newest.answer}")
    else:
        said.append("No promise of this incident was answered yet")
    return tuple(said)


def _times_moved(checkpoints: Sequence[Checkpoint], promise: Checkpoint) -> int:
    before = {one.replaced_by: one for one in checkpoints if one.replaced_by is not None}
    moved, current = 0, promise
    while (earlier := before.get(current.checkpoint_id)) is not None:
        moved, current = moved + 1, earlier
    return moved


def settle_notes(notes: tuple[Escalation, ...], checkpoints: Sequence[Checkpoint]) -> tuple[Escalation, ...]:
    """The notes, those of promises answered meanwhile answered too.

    Args:
        notes: all of the incident.
        checkpoints: its promises as they stand.

    Returns:
        The same notes when none was to settle.
    """
    answered = {one.checkpoint_id: one for one in checkpoints if one.answered_at is not None}
    if not any(note.answered_at is None and note.checkpoint_id in answered for note in notes):
        return notes
    return tuple(
        replace(note, answered_at=answered[note.checkpoint_id].answered_at, answer=answered[note.checkpoint_id].answer)
        if note.answered_at is None and note.checkpoint_id in answered
        else note
        for note in notes
    )


def take_on(
    notes: tuple[Escalation, ...], number: int, *, by_team_id: str, answer: str, at: datetime
) -> tuple[Escalation, ...]:
    """The notes with one taken on by a desk, and with it every open one for the same promise: it climbs no further.

    Args:
        notes: all of the incident, oldest first.
        number: which one, from 1.
        by_team_id: the desk that takes it on.
        answer: what it will do.
        at: when.

    Returns:
        All notes.

    Raises:
        NoSuchEscalationError: there is no such note.
        EscalationEndedError: it was answered already.
    """
    if not 1 <= number <= len(notes):
        raise NoSuchEscalationError(number)
    taken = notes[number - 1]
    if taken.answered_at is not None:
        raise EscalationEndedError(taken)
    return tuple(
        replace(note, answered_at=at, answered_by=by_team_id, answer=answer)
        if note.checkpoint_id == taken.checkpoint_id and note.answered_at is None
        else note
        for note in notes
    )
