"""What may the desk that writes know beside the words: the facts to say, who is at work on what, the marks.

See `release` for the rule these follow.
"""

from intera.model.narrative import Narrative, NarrativeStatus
from intera.narrative.compose import weakest_percent
from intera.narrative.facts import confidence_word, stage_of
from intera.roles.material import Material
from intera.roles.release_marks import Reading, release_marks
from intera.roles.released_writing import ReleasedAuthorship, ReleasedReader, ReleasedSayable, ReleasedWriting
from intera.roles.stamp import stamp, stamp_or_none

_OF_NOW = (NarrativeStatus.DRAFT, NarrativeStatus.APPROVED)


def writing_of(m: Material) -> ReleasedWriting:
    """What the composer shows beside the words, released with each change of the incident."""
    return {
        "stage": stage_of(m.case) or "",
        "readers": _readers(m),
        "authors": [_authorship(m, one) for one in m.case.narratives],
    }


def _readers(m: Material) -> list[ReleasedReader]:
    """Each reader with the facts of its newest words, in the order of the policy of words."""
    found: dict[tuple[str, str], ReleasedReader] = {}
    for one in m.case.narratives:
        pair, is_of_now = (one.audience, one.language), one.status in _OF_NOW
        known = found.get(pair)
        if known is not None and (known["facts"] or not is_of_now):
            continue
        found[pair] = {
            "audience": one.audience,
            "language": one.language,
            "facts": _sayables(m, one) if is_of_now else [],
            "facts_digest": one.facts_digest if is_of_now else "",
        }
    return list(found.values())


def _sayables(m: Material, narrative: Narrative) -> list[ReleasedSayable]:
    return [
        {
            "slot": fact.slot,
            "words": m.screen.text(fact.text),
            "confidence_percent": fact.confidence_percent,
            "confidence_word": confidence_word(fact.confidence_percent),
        }
        for fact in narrative.facts
    ]


def _authorship(m: Material, narrative: Narrative) -> ReleasedAuthorship:
    asked = next((one for one in m.case.requests if one.narrative_id == narrative.narrative_id), None)
    return {
        "narrative_id": narrative.narrative_id,
        "template": narrative.template_id,
        "written_by": narrative.written_by,
        "asked_by": asked.asked_by if asked else "",
        "asked_at": stamp_or_none(asked.asked_at) if asked else None,
        "approvals": [{"person": one.person, "at": stamp(one.at)} for one in narrative.approvals],
        "reading": release_marks(
            Reading(narrative.findings, narrative.missing, weakest_percent(narrative.facts), bool(narrative.facts))
        ),
    }
