"""Tries a draft severity policy on the recorded history: what would have been shown otherwise; nothing is written.

Both sides are lived again by the same code, so that they differ by the policy alone. How far that
replay agrees with what was recorded at the time is measured and given beside the result.

Source: issue 3, section 5 (`intera policy try`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection

from intera.governance.activation import failed_examples
from intera.governance.policy import Policy
from intera.governance.policy_book import PolicyBookError, check_segments
from intera.model.ids import IncidentId
from intera.model.share import Share, wilson
from intera.model.verdict import Severity
from intera.store.reference import load_reference
from intera.workflows.open_installation import Installation
from intera.workflows.policy_files import MANY, PolicyFileError, activate, parse_file, policy_paths
from intera.workflows.relive_incidents import LIMITS, JudgedAt, read_recorded, reading, relive
from intera.workflows.rulebook import UnreadableRuleFileError, read_yaml, rulebook_of
from intera.workflows.world import NoReferenceError


class BadSinceError(ValueError):
    """`--since` cannot be read."""

    def __init__(self, text: str) -> None:
        """Says how to write it."""
        super().__init__(f"{text!r} is no date; write --since 2026-11-01, or a time with its zone")


class UnusableDraftError(ValueError):
    """A draft cannot be tried beside the policies in force."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What was shown over one incident's life: first, worst with its clause, last, and how long P1 stood."""

    first: Severity
    worst: Severity
    worst_clause: str
    last: Severity
    p1_s: int

    @property
    def shown(self) -> tuple[Severity, Severity, Severity]:
        """What people would have seen of it: first, worst and last."""
        return (self.first, self.worst, self.last)


@dataclass(frozen=True, slots=True)
class TriedIncident:
    """One incident under the policies in force and under the draft."""

    incident_id: IncidentId
    opened_at: datetime
    now: Lived
    draft: Lived


@dataclass(frozen=True, slots=True)
class TriedPolicy:
    """What a draft would have changed.

    `raised_count` and `lowered_count` are by the worst severity shown; `incidents` are those that
    would have shown anything else. `clauses` counts, for each pair of clauses the worst severity
    rested on now and under the draft, the incidents where they differ. `agreement` is in how many
    incidents the replay under the policies in force ends with the worst severity on record.
    """

    draft: Policy
    since_at: datetime
    incident_count: int
    raised_count: int
    lowered_count: int
    incidents: tuple[TriedIncident, ...]
    clauses: tuple[tuple[str, str, int], ...]
    agreement: Share
    failed_examples: tuple[str, ...]
    limits: tuple[str, ...] = LIMITS

    def to_document(self) -> dict[str, object]:
        """The result as plain JSON; ratios as text, exact."""
        draft = self.draft
        return {
            "policy": {"id": draft.policy_id, "version": draft.version, "name": draft.name},
            "since": self.since_at.isoformat(),
            "incidents": self.incident_count,
            "raised": self.raised_count,
            "lowered": self.lowered_count,
            "changed": [_incident_document(one) for one in self.incidents],
            "clauses": [{"now": now, "draft": then, "incidents": count} for now, then, count in self.clauses],
            "examples": {"total": len(draft.examples), "failed": list(self.failed_examples)},
            "replay_agrees_with_record": {"count": self.agreement.count, "of": self.agreement.total_count},
            "limits": list(self.limits),
        }


def _lived_document(lived: Lived) -> dict[str, object]:
    return {
        "first": lived.first.label,
        "worst": lived.worst.label,
        "clause": lived.worst_clause,
        "last": lived.last.label,
        "p1_s": lived.p1_s,
    }


def _incident_document(one: TriedIncident) -> dict[str, object]:
    return {
        "incident_id": one.incident_id,
        "opened_at": one.opened_at.isoformat(),
        "now": _lived_document(one.now),
        "draft": _lived_document(one.draft),
    }


def read_since(text: str) -> datetime:
    """The instant `--since` names; a date is its midnight in UTC.

    Args:
        text: a date, or a time with its zone.

    Returns:
        The instant.

    Raises:
        BadSinceError: it is neither.
    """
    try:
        if len(text) == len("2026-11-01"):
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise BadSinceError(text) from None
    if instant.tzinfo is None:
        raise BadSinceError(text)
    return instant.astimezone(UTC)


def read_draft(path: Path) -> Policy:
    """The policy of a draft file.

    Args:
        path: one YAML file.

    Returns:
        The policy; it may fail its own examples.

    Raises:
        PolicyFileError: there is no such file, or it is no policy; names the line and key.
    """
    if not path.is_file():
        raise PolicyFileError(f"{path.name}: is no file; give the YAML file of one policy")
    try:
        return parse_file((path, read_yaml(path)))
    except UnreadableRuleFileError as error:
        raise PolicyFileError(str(error)) from None


def check_policies(path: Path) -> tuple[Policy, ...]:
    """The policies of a file or folder, fit to be put in force.

    A file by itself is tried on its own examples; a folder (an operator's, or its `policies`) is also
    looked at for gaps and ties.

    Args:
        path: one YAML file, or a folder.

    Returns:
        The policies, those of highest precedence first.

    Raises:
        PolicyFileError: something cannot be put in force; one clear sentence.
    """
    if path.is_file():
        draft = read_draft(path)
        failed = failed_examples(draft)
        if failed:
            raise PolicyFileError(f"{path.name}: {failed[0]}")
        return (draft,)
    folder = path.parent if path.name == MANY else path
    paths = policy_paths(folder, folder / "policy.yaml")
    missing = next((each for each in paths if not each.exists()), None)
    if missing is not None:
        raise PolicyFileError(f"{path.name}: holds no policy; give a policy file or a folder with one")
    try:
        return activate([(each, read_yaml(each)) for each in paths]).policies
    except UnreadableRuleFileError as error:
        raise PolicyFileError(str(error)) from None


def try_on_installation(installation: Installation, draft: Policy, *, since_at: datetime) -> TriedPolicy:
    """What a draft would have changed in an installation's history; see `try_policy`."""
    with reading(installation) as connection:
        return try_policy(connection, draft, since_at=since_at)


def try_policy(connection: Connection, draft: Policy, *, since_at: datetime) -> TriedPolicy:
    """What a draft would have changed in the incidents open at some instant since.

    Args:
        connection: the worker's connection; only reads.
        draft: the policy to try, as if it had always been in force for its segment.
        since_at: from when on.

    Returns:
        The comparison.

    Raises:
        NoReferenceError: no operator is loaded.
        UnusableDraftError: it would tie with a policy in force, or names what the operator does not have.
    """
    reference = load_reference(connection)
    if reference is None:
        raise NoReferenceError
    rules = rulebook_of(reference)
    tie = next(
        (
            policy.ref
            for policy in rules.policies.policies
            if policy.policy_id != draft.policy_id
            and 0 < policy.precedence == draft.precedence
            and policy.segment.can_meet(draft.segment)
        ),
        None,
    )
    if tie is not None:
        raise UnusableDraftError(
            f"severity policy {draft.ref} and {tie} could both hold for one impact; give the draft another precedence"
        )
    try:
        check_segments([draft], rules.operator)
    except PolicyBookError as error:
        raise UnusableDraftError(str(error)) from None
    tried = rules.policies.with_draft(draft)
    compared: list[TriedIncident] = []
    agreed = 0
    for recorded in read_recorded(connection, since_at=since_at):
        now = _lived(relive(recorded, rules.operator, rules.policies), recorded.until_at)
        then = _lived(relive(recorded, rules.operator, tried), recorded.until_at)
        if now is None or then is None:
            continue
        incident = recorded.case.incident
        compared.append(TriedIncident(incident.incident_id, incident.opened_at, now, then))
        verdict = recorded.case.verdict
        agreed += verdict is not None and (verdict.worst_severity or verdict.severity) is now.worst
    return _compared(draft, compared, since_at=since_at, agreed=agreed)


def _lived(judged: Sequence[JudgedAt], until_at: datetime) -> Lived | None:
    if not judged:
        return None
    ends = [*(one.at for one in judged[1:]), max(until_at, judged[-1].at)]
    worst = min(judged, key=lambda one: one.verdict.severity)
    return Lived(
        first=judged[0].verdict.severity,
        worst=worst.verdict.severity,
        worst_clause=worst.verdict.clause,
        last=judged[-1].verdict.severity,
        p1_s=sum(
            int((end_at - one.at).total_seconds())
            for one, end_at in zip(judged, ends, strict=True)
            if one.verdict.severity is Severity.P1
        ),
    )


def _compared(draft: Policy, compared: Sequence[TriedIncident], *, since_at: datetime, agreed: int) -> TriedPolicy:
    clauses = Counter(
        (one.now.worst_clause, one.draft.worst_clause)
        for one in compared
        if one.now.worst_clause != one.draft.worst_clause
    )
    return TriedPolicy(
        draft=draft,
        since_at=since_at,
        incident_count=len(compared),
        raised_count=sum(1 for one in compared if one.draft.worst < one.now.worst),
        lowered_count=sum(1 for one in compared if one.draft.worst > one.now.worst),
        incidents=tuple(one for one in compared if one.now.shown != one.draft.shown),
        clauses=tuple((*pair, count) for pair, count in sorted(clauses.items(), key=lambda item: (-item[1], item[0]))),
        agreement=wilson(agreed, len(compared)),
        failed_examples=failed_examples(draft),
    )
