"""What does the first statement of a ticket tell about how it will turn out."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from intera.model.signal import Signal

# Pairs that count together: a claim means something else at each desk, and so does how far a ticket
# got, and after how long, when it is first heard of.
# Source: docs/evaluation.md (chosen on the earlier part of the UCI log).
TICKET_CROSSINGS = (("claimed_priority", "group"), ("stage", "group"), ("recorded_after", "group"))

# Facets that are read, each only where the source files by it. A list of what may be read, so that a
# source that files by person teaches nothing about persons.
_FACETS = (
    "category",
    "claimed_impact",
    "claimed_urgency",
    "group",
    "location",
    "recorded_after",
    "stage",
    "subcategory",
    "symptom",
)
_NOT_SAID = "not said"
# Hours of the day in one bin.
_HOURS_PER_BIN = 3


def tell_ticket(first: Signal, *, zone: str = "UTC") -> dict[str, str]:
    """The features of a ticket as its first statement tells them.

    Where the source does not file by a facet, what intake made of the record stands in: its service
    for the category, its first region for the location, and so on.

    Args:
        first: the first statement heard about the ticket. Later ones know too much.
        zone: IANA zone of the desk, for the time of day and the weekday.

    Returns:
        Value by name, the same names for every ticket.

    Source: issue 3 (from the first record); docs/evaluation.md.
    """
    facets = dict(first.facets)
    local = first.occurred_at.astimezone(_zone(zone))
    stand_ins = {
        "category": first.scope.service_id,
        "group": first.owner_team_id,
        "location": first.scope.region_ids[0] if first.scope.region_ids else "",
        "stage": first.state.value,
        "symptom": first.scope.symptom_class,
    }
    features = {name: facets.get(name) or stand_ins.get(name) or _NOT_SAID for name in _FACETS}
    features["claimed_priority"] = _NOT_SAID if first.claimed_priority is None else str(first.claimed_priority)
    features["priority_confirmed"] = "yes" if first.priority_confirmed else "no"
    features["weekday"] = str(local.isoweekday())
    features["hours"] = str(local.hour // _HOURS_PER_BIN)
    return features


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
