"""What a desk is told of outside the cockpit: a promise to keep, or an escalation to answer, as mail, chat or a task.

A notice is kept and delivered like any publication, to recipients of the audience `desk-<team>`; it is
never shown outside. A ticket system gets it as a signed call and makes a task of it.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from intera.coordination.playbook import INTERNAL, TaskNotice
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.escalation import Escalation
from intera.model.ids import NarrativeId, PublicationId
from intera.model.publication import Channel, ChannelText, Publication, PublicationKind, PublicationReach
from intera.narrative.publish import digest_of
from intera.store.changes import PublicationRow
from intera.workflows.judgement_decisions import wall
from intera.workflows.rulebook import Rulebook

LANGUAGE = "en"
# Mail refuses a longer subject; the promise stands whole in the cockpit.
_SUBJECT_CHARS = 200
_CHANNELS = (Channel.MAIL, Channel.CHAT, Channel.WEBHOOK)


def desk_audience(team_id: str) -> str:
    """The audience whose recipients are told of a desk's tasks."""
    return f"desk-{team_id}"


def task_notices(before: Case, after: Case, rules: Rulebook) -> tuple[PublicationRow, ...]:
    """The notices that a change of a case calls for, by what the playbook asks.

    Args:
        before: the case before.
        after: the case after.
        rules: playbook, desks and zone.

    Returns:
        One a new escalation, and one a new promise of ours; none for an escalation or a promise without a desk.
    """
    wanted, rows = rules.playbook.task_notices, list[PublicationRow]()
    if TaskNotice.ESCALATED in wanted and after.escalations is not before.escalations:
        known = {note.escalation_id for note in before.escalations}
        rows += [_escalated(note, after, rules) for note in after.escalations if note.escalation_id not in known]
    if TaskNotice.PROMISED in wanted and after.checkpoints is not before.checkpoints:
        told = {promise.checkpoint_id for promise in before.checkpoints}
        fresh = [one for one in after.checkpoints if one.checkpoint_id not in told and one.outcome is None]
        rows += [_promised(promise, after, rules) for promise in fresh]
    return tuple(row for row in rows if row.publication.audience != desk_audience(""))


def _escalated(note: Escalation, case: Case, rules: Rulebook) -> PublicationRow:
    zone = rules.operator.zone
    subject = f"{note.incident_id}: escalated to {note.rung_name}"
    said = [
        f"{note.promise}, due {wall(note.due_at, zone)}, was not answered.",
        *(f"{one}." for one in (*note.stakes, *note.evidence)),
    ]
    if note.next_rung and note.next_at:
        said.append(f"Unless it is answered or taken on, it goes to {note.next_rung} at {wall(note.next_at, zone)}.")
    return _row(case, str(note.escalation_id), str(note.team_id), (subject, said))


def _promised(promise: Checkpoint, case: Case, rules: Rulebook) -> PublicationRow:
    due = promise.due_at.astimezone(ZoneInfo(rules.operator.zone)).strftime("%d %b %Y %H:%M %Z")
    subject = f"{promise.incident_id}: {promise.promise}, by {due}"
    whom = "" if promise.audience == INTERNAL else f" It is promised to the audience {promise.audience}."
    return _row(case, str(promise.checkpoint_id), str(promise.team_id), (subject, [f"Due {due}.{whom}"]))


def _row(case: Case, about: str, team_id: str, words: tuple[str, Sequence[str]]) -> PublicationRow:
    subject, said = words[0][:_SUBJECT_CHARS], words[1]
    body = "\n".join(said)
    texts = tuple(ChannelText(channel, subject, body) for channel in _CHANNELS)
    publication = Publication(
        publication_id=PublicationId(f"{about}/task"),
        incident_id=case.incident.incident_id,
        narrative_id=NarrativeId(""),
        kind=PublicationKind.UPDATE,
        audience=desk_audience(team_id),
        language=LANGUAGE,
        texts=texts,
        digest=digest_of(texts),
        released_at=case.incident.updated_at,
    )
    return PublicationRow(publication, PublicationReach(languages=(LANGUAGE,)))
