"""Who has it, what climbed the ladder, what is still to do, may it be closed: the view of one incident's promises.

Source: PRODUCT R4, U3, H4; issue 4, sections 1 to 3; design GUIDE sections 3 and 4.
"""

from dataclasses import replace
from datetime import datetime

from intera.roles.cells import badge_of, place_words
from intera.roles.coordination_forms import CoordinationForms
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, instant
from intera.roles.released_coordination import ReleasedAgreed, ReleasedClosure, ReleasedCriterion, ReleasedEscalation
from intera.roles.view_coordination import AgreedRow, ClosingView, CoordinationView, NoteRow, NoteView
from intera.roles.view_form import RuleRow
from intera.roles.wording import plural


def coordination_of(item: Item, clock: LocalClock, forms: CoordinationForms) -> CoordinationView:
    """The view of who has an incident, what was escalated, what is still to do and what closing needs.

    Args:
        item: the incident as released.
        clock: the operator's, at now.
        forms: makes what the reader may decide.

    Returns:
        The view; empty parts where nothing is on record.
    """
    doc = item.doc
    return CoordinationView(
        notes=tuple(_note_row(item, note, clock, forms) for note in doc["escalations"]),
        hand_overs=tuple(
            f"{clock.moment(datetime.fromisoformat(one['at']))} {one['from_team'] or 'No desk'} to {one['to_team']}: "
            f"{one['note']}"
            for one in doc["hand_overs"]
        ),
        eta_steps=tuple(
            f"Until {clock.moment(datetime.fromisoformat(one['best_at']))}, stated "
            f"{clock.moment(datetime.fromisoformat(one['stated_at']))}. {one['basis']}"
            for one in doc["eta_steps"]
        ),
        eta_actions=forms.state_eta(),
        follow_ups=tuple(_agreed_row(one, clock, forms) for one in doc["follow_ups"]),
        follow_up_actions=forms.agree_follow_up(),
        closing=_closing(item, clock, forms),
    )


def _note_row(item: Item, note: ReleasedEscalation, clock: LocalClock, forms: CoordinationForms) -> NoteRow:
    is_open = note["answered_at"] is None
    due, raised = (clock.moment(datetime.fromisoformat(note[key])) for key in ("due_at", "raised_at"))
    said = f"{note['promise']}, due {due}, was not answered."
    if is_open and note["next_rung"] and note["next_at"]:
        said += f" Unless taken on it goes to {note['next_rung']} at {_moment(clock, note['next_at'])}."
    elif not is_open:
        said += f" {_answer(note, clock)}."
    return NoteRow(
        number=note["number"],
        headline=f"{raised} escalated to {note['rung_name']}",
        text=said,
        href=f"/incidents/{item.incident_id}/escalations/{note['number']}",
        is_open=is_open,
        actions=forms.take_on(note["number"]) if is_open else (),
    )


def _moment(clock: LocalClock, text: str) -> str:
    return clock.moment(datetime.fromisoformat(text))


def _answer(note: ReleasedEscalation, clock: LocalClock) -> str:
    answered_at = instant(note["answered_at"])
    if answered_at is None:
        return ""
    if note["answered_by"]:
        return f"Taken on {clock.moment(answered_at)} by {note['answered_by']}: {note['answer'].rstrip('.')}"
    return f"The promise was answered {clock.moment(answered_at)}: {note['answer'].rstrip('.')}"


def note_of(item: Item, number: int, clock: LocalClock, forms: CoordinationForms) -> NoteView | None:
    """One escalation note, whole.

    Args:
        item: the incident as released.
        number: which note, from 1.
        clock: the operator's, at now.
        forms: makes what the reader may decide.

    Returns:
        The note; None when there is no such one.
    """
    note = next((one for one in item.doc["escalations"] if one["number"] == number), None)
    if note is None:
        return None
    row = _note_row(item, note, clock, forms)
    due_at, raised_at = datetime.fromisoformat(note["due_at"]), datetime.fromisoformat(note["raised_at"])
    where = place_words(item.doc)
    next_at = instant(note["next_at"])
    return NoteView(
        incident_id=item.incident_id,
        number=number,
        title=f"Escalation to {note['rung_name']}",
        badge=badge_of(item),
        about=item.doc["head"]["title"] + (f" in {where}" if where else ""),
        promise=note["promise"],
        facts=(
            ("Due", clock.full(due_at)),
            ("Promised by", note["promised_by"] or "No desk"),
            ("Escalated", clock.full(raised_at)),
            ("To answer it", ", ".join(part for part in (note["rung_name"], note["team"]) if part)),
            ("Rung", str(note["rung"])),
        ),
        stakes=tuple(note["stakes"]),
        evidence=tuple(note["evidence"]),
        next_rung=f"{note['next_rung']} at {clock.full(next_at)}" if note["next_rung"] and next_at else "",
        answer=_answer(note, clock),
        is_open=row.is_open,
        actions=row.actions,
    )


def _agreed_row(one: ReleasedAgreed, clock: LocalClock, forms: CoordinationForms) -> AgreedRow:
    due_at, done_at = instant(one["due_at"]), instant(one["done_at"])
    if done_at is not None:
        return AgreedRow(one["title"], one["owner"], f"done {clock.moment(done_at)}", "done", one["outcome"])
    when = f"by {clock.date(due_at)}" if due_at else "no day agreed"
    is_late = due_at is not None and due_at < clock.at
    actions = forms.finish_follow_up(one["id"])
    state = "late" if is_late else "open"
    return AgreedRow(one["title"], one["owner"] or "No desk", f"{when}, late" if is_late else when, state, "", actions)


def _closing(item: Item, clock: LocalClock, forms: CoordinationForms) -> ClosingView | None:
    """Also before service is back a person may close, against every criterion; then only the form is there."""
    closure = item.doc["closure"]
    actions = forms.reopen() or forms.close(has_unmet=True)
    if closure is None:
        return ClosingView("Closing", "Service is not back yet.", (), (), actions) if actions else None
    rows = tuple(_criterion(one, item, clock) for one in closure["criteria"])
    unmet = sum(1 for row in rows if not row.is_met)
    if not forms.reopen():
        actions = forms.close(has_unmet=unmet > 0)
    note = "Everything holds that closing needs."
    if unmet:
        note = f"{plural(unmet, 'criterion is', 'criteria are')} not met."
    title = "May it be closed" if item.doc["head"]["is_open"] else "What closing needed"
    return ClosingView(title, note, rows, _past(closure, clock), actions)


def _criterion(one: ReleasedCriterion, item: Item, clock: LocalClock) -> RuleRow:
    """A criterion as it stands now: what time alone meets goes on being met without anybody deciding anything."""
    row = RuleRow(one["name"], one["sees"], one["needs"], one["is_met"])
    met_from_at, restored_at = instant(one["met_from_at"]), item.restored_at
    if met_from_at is None or restored_at is None:
        return row
    stable_min = clock.since_s(restored_at) // 60
    return replace(row, sees=f"Stable for {stable_min} min", is_met=met_from_at <= clock.at)


def _past(closure: ReleasedClosure, clock: LocalClock) -> tuple[str, ...]:
    said = [f"Closed {_moment(clock, at)}, then opened again." for at in closure["earlier_closed_at"]]
    if closure["ruled_at"]:
        by = f" by {closure['ruled_by']}" if closure["ruled_by"] else ""
        why = f" {closure['reason'].rstrip('.')}." if closure["reason"] else ""
        not_met = f" Not met: {', '.join(closure['overridden'])}." if closure["overridden"] else ""
        said.append(f"Decided {_moment(clock, closure['ruled_at'])}{by}.{why}{not_met}")
    return tuple(said)
