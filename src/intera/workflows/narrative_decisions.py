"""What is recorded when the words of an incident follow its facts: what was drafted, and what lapsed."""

from collections.abc import Sequence
from datetime import datetime

from intera.model.case import Case
from intera.model.decision import SYSTEM, Decision, DecisionKind, Plain
from intera.model.narrative import Narrative, NarrativeStatus


def narrative_decisions(old: Sequence[Narrative], new: Sequence[Narrative], case: Case, at: datetime) -> list[Decision]:
    """What goes on the trail of an incident's narratives after a judgement.

    Args:
        old: as they were.
        new: as they are.
        case: the case as judged.
        at: the instant of the judgement.

    Returns:
        One entry each for all that was drafted, for all approvals that lapsed, and for all texts by hand that did.
    """
    if old == new:
        return []
    before = {narrative.narrative_id: narrative.status for narrative in old}
    drafted = [narrative for narrative in new if narrative.narrative_id not in before]
    found: list[Decision] = []
    if drafted:
        # One entry for all readers of one judgement: they are told the same facts.
        detail: dict[str, Plain] = {"drafts": [_as_drafted(narrative) for narrative in drafted]}
        summary = f"{_versions_of(drafted)} drafted from facts"
        found.append(_decision(DecisionKind.NARRATIVE_DRAFT, case, at, (f"Narrative {summary}", ""), detail))
    ended = [
        (narrative, before[narrative.narrative_id])
        for narrative in new
        if narrative.status is NarrativeStatus.LAPSED
        and before.get(narrative.narrative_id) not in (None, NarrativeStatus.LAPSED)
    ]
    by_hand = [narrative for narrative, known in ended if known is NarrativeStatus.DRAFT]
    approved = [narrative for narrative, known in ended if known is not NarrativeStatus.DRAFT]
    if approved:
        what = f"{'Approval' if len(approved) == 1 else 'Approvals'} of narrative {_versions_of(approved)} lapsed"
        found.append(_lapse(case, at, what, approved))
    if by_hand:
        found.append(_lapse(case, at, f"Narrative {_versions_of(by_hand)} written by hand lapsed", by_hand))
    return found


def _version_of(narrative: Narrative) -> str:
    return f"v{narrative.version} for {narrative.audience} ({narrative.language})"


def _versions_of(narratives: Sequence[Narrative]) -> str:
    return ", ".join(map(_version_of, narratives))


def _lapse(case: Case, at: datetime, summary: str, lapsed: Sequence[Narrative]) -> Decision:
    detail: dict[str, Plain] = {"lapsed": [_as_drafted(narrative) for narrative in lapsed]}
    return _decision(DecisionKind.NARRATIVE_LAPSE, case, at, (summary, "A fact they rest on changed"), detail)


def _as_drafted(narrative: Narrative) -> dict[str, Plain]:
    return {
        "narrative": narrative.narrative_id,
        "audience": narrative.audience,
        "language": narrative.language,
        "text": narrative.text,
        "facts_digest": narrative.facts_digest,
        "template": f"{narrative.template_id} v{narrative.template_version}",
        "findings": len(narrative.findings),
    }


def _decision(
    kind: DecisionKind, case: Case, at: datetime, said: tuple[str, str], detail: dict[str, Plain]
) -> Decision:
    summary, basis = said
    return Decision(kind, at, SYSTEM, case.incident.incident_id, summary, basis, detail)
