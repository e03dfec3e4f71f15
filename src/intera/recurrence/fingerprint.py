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


def fingerprint_of(impact: Impact, scope: Scope) -> Fingerprint:
    """What an incident shares with others like it.

    The place is every region it has touched, cleared ones too, so that the fingerprint does not
    change while service comes back region by region. Behind a partner route the partner is the
    place, whatever regions were named.

    Args:
        impact: the incident's impact.
        scope: the incident's scope; it has the symptom class.

    Returns:
        The fingerprint: service, place (region ids joined by "+"), partner code, symptom class.

    Source: PRODUCT R6, Q4; issue 3 point 6.
    """
    partner_code = impact.partner_code or scope.partner_code
    if partner_code is not None:
        return Fingerprint(impact.service_id, "", partner_code, scope.symptom_class)
    regions = {region.region_id for region in impact.regions}
    regions.update(impact.region_ids, scope.region_ids)
    return Fingerprint(impact.service_id, "+".join(sorted(regions)), "", scope.symptom_class)


@lru_cache(maxsize=8192)
def fingerprint_id(fingerprint: Fingerprint) -> FingerprintId:
    """A short id, the same on every machine and in every release: "FP-" and nine digits.

    Args:
        fingerprint: all four parts count, empty ones too.

    Returns:
        The id.
    """
    text = _SEPARATOR.join(
        (fingerprint.service_id, fingerprint.place, fingerprint.partner_code, fingerprint.symptom_class)
    )
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % 10**_DIGITS
    return FingerprintId(f"FP-{number:0{_DIGITS}d}")
