"""What do two occurrences share: the fingerprint, its visible parts, and its short stable id."""

import hashlib
from functools import lru_cache

from intera.model.ids import FingerprintId
from intera.model.impact import Impact
from intera.model.recurrence import Fingerprint
from intera.model.signal import Scope

# Digits of an id: one in a thousand million keeps ten thousand fingerprints apart with a chance
# of about 5% that any two of them ever collide (birthday bound).
_DIGITS = 9
_SEPARATOR = "\x1f"


def fingerprint_of(impact: Impact, scope: Scope, cause_class: str = "") -> Fingerprint:
    """What an incident shares with others like it.

    The place is every region it has touched, cleared ones too, so that the fingerprint does not
    change while service comes back region by region. Behind a partner route the partner is the
    place, whatever regions were named.

    Args:
        impact: the incident's impact.
        scope: the incident's scope; it has the symptom class.
        cause_class: a word for the kind of cause, once it is known; empty before.

    Returns:
        The fingerprint: service, place (region ids joined by "+"), partner code, symptom class, cause class.

    Source: PRODUCT R6, Q4; issue 3 point 6.
    """
    partner_code = impact.partner_code or scope.partner_code
    if partner_code is not None:
        return Fingerprint(impact.service_id, "", partner_code, scope.symptom_class, cause_class)
    regions = {region.region_id for region in impact.regions}
    regions.update(impact.region_ids, scope.region_ids)
    return Fingerprint(impact.service_id, "+".join(sorted(regions)), "", scope.symptom_class, cause_class)


@lru_cache(maxsize=8192)
def fingerprint_id(fingerprint: Fingerprint) -> FingerprintId:
    """A short id, the same on every machine and in every release: "FP-" and nine digits.

    The cause class is no part of it. A cause is known late and often never; were it part of the id,
    an incident would leave its pattern on the day it is understood, and a new one could not be
    found among its like until its own cause is known. So the pattern is found by what is known at
    the start, and the cause narrows it afterwards (`is_same_cause`).

    Args:
        fingerprint: its first four parts count, empty ones too.

    Returns:
        The id.
    """
    text = _SEPARATOR.join(
        (fingerprint.service_id, fingerprint.place, fingerprint.partner_code, fingerprint.symptom_class)
    )
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % 10**_DIGITS
    return FingerprintId(f"FP-{number:0{_DIGITS}d}")


def is_same_cause(one: str, other: str) -> bool:
    """Whether two cause classes can be of one pattern: they agree, or one of them is not known.

    Args:
        one: a cause class, empty while it is not known.
        other: another.

    Returns:
        False only when both are known and differ.
    """
    return not one or not other or one == other
