"""Which parts a draft of ours still lacks: service, place, what still works, next update, apology.

Only for our own drafts; texts of others are judged by their must-change findings alone.
Source: PRODUCT section 6 (guard levels); design GUIDE section 4.
"""

import re
from enum import StrEnum

from intera.model.incident import Lifecycle
from intera.model.narrative import Narrative
from intera.model.operator import Operator
from intera.narrative.spoken import MOST_PLACES, phrases_of, spoken_name
from intera.narrative.template import BEING_VERIFIED


class RequiredPart(StrEnum):
    """What every draft tells, in the words the composer shows."""

    SERVICE = "Service"
    PLACE = "Place"
    STILL_WORKS = "What still works"
    NEXT_UPDATE = "Next update"
    APOLOGY = "Apology"


# A holding line claims nothing that is not verified; after restoration everything works; a closed
# incident has no next update.
_BY_STAGE: dict[str, tuple[RequiredPart, ...]] = {
    BEING_VERIFIED: (RequiredPart.SERVICE, RequiredPart.NEXT_UPDATE, RequiredPart.APOLOGY),
    Lifecycle.ACTIVE.value: tuple(RequiredPart),
    Lifecycle.RESTORED.value: (
        RequiredPart.SERVICE,
        RequiredPart.PLACE,
        RequiredPart.NEXT_UPDATE,
        RequiredPart.APOLOGY,
    ),
    Lifecycle.CLOSED.value: (RequiredPart.SERVICE, RequiredPart.PLACE, RequiredPart.APOLOGY),
}
_STILL_WORKS = re.compile(
    r"\b(?:as usual|as normal|still works?|still use|(?:is|are) not affected|unaffected|keeps? working)\b"
)
_NEXT_UPDATE = re.compile(r"\bupdate\b[^.!?\n]*?\b(?:by|at|before)\s+(?:[01]?\d|2[0-3])[:.][0-5]\d\b")
_APOLOGY = re.compile(r"\b(?:sorry|apolog\w+)\b")


def missing_parts(draft: str | Narrative, operator: Operator, *, stage: str = "active") -> tuple[RequiredPart, ...]:
    """Which required parts a draft does not have yet.

    Args:
        draft: the words, or a narrative (whose own stage then counts).
        operator: whose service and region names are looked for.
        stage: which stage the words are for.

    Returns:
        The missing parts in reading order; empty when the draft is complete.

    Raises:
        UnknownLanguageError: the narrative is in a language we have no words for.
    """
    language = draft.language if isinstance(draft, Narrative) else "en"
    if isinstance(draft, Narrative):
        stage = next((fact.text for fact in draft.facts if fact.slot == "stage"), stage)
    several = phrases_of(language).several_places
    text = " ".join((draft.text if isinstance(draft, Narrative) else draft).casefold().split())
    services = [name for s in operator.services for name in (s.name, s.spoken_name, spoken_name(s.name, operator.name))]
    places = [region.name for region in operator.regions] + ([several] if len(operator.regions) > MOST_PLACES else [])
    has = {
        RequiredPart.SERVICE: _names_one(text, services),
        RequiredPart.PLACE: _names_one(text, places),
        RequiredPart.STILL_WORKS: _STILL_WORKS.search(text) is not None,
        RequiredPart.NEXT_UPDATE: _NEXT_UPDATE.search(text) is not None,
        RequiredPart.APOLOGY: _APOLOGY.search(text) is not None,
    }
    return tuple(part for part in _BY_STAGE.get(stage, tuple(RequiredPart)) if not has[part])


def _names_one(text: str, names: list[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text) for name in names if name)
