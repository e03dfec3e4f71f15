"""How much does one piece of evidence count, and how sure are several together.

Weights are whole parts of `SCALE` so that the sums are exact; they leave this module as
`Fraction` or as a word. They are starting values: track record replaces them per source later.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from intera.model.confidence import DEFAULT_SCALE
from intera.model.impact import EvidenceKind, EvidenceWeight

SCALE = 100_000

# What one fresh statement of a kind is worth alone. Automatic measurement of the service first,
# then people who feel it, then a ticket, which may be one caller's word.
# Source: design mock, "Why we are confident" (tests and health Strong, contacts and accounts
# Medium); PRODUCT rule B. Chosen so that a ticket of one caller stays Low, a ticket whose priority
# a desk confirmed reaches Medium, any two kinds reach High and three of the first five Confirmed.
WEIGHT_BY_KIND: Mapping[EvidenceKind, int] = {
    EvidenceKind.PROBE: 65_000,
    EvidenceKind.HEALTH: 65_000,
    EvidenceKind.CARE_CONTACTS: 60_000,
    EvidenceKind.ACCOUNT_CONFIRMATION: 60_000,
    EvidenceKind.PARTNER: 60_000,
    EvidenceKind.TICKET: 47_500,
}
CONFIRMED_TICKET_WEIGHT = 55_000
# A person's word outweighs any single machine; its floor on the whole is RULING_RATIO.
PERSON_WEIGHT = 95_000

# Evidence fades in steps a reader can check: up to `age_s` it counts (numerator, denominator).
# Measurements come every few minutes, people's reports more slowly, and an open ticket is a
# standing statement that fades over days.
# Source: design GUIDE section 5 (a stale value loses weight); a choice of this room.
_FADES_QUICKLY = ((600, 1, 1), (1_800, 3, 4), (7_200, 1, 2))
_FADES_SLOWLY = ((1_800, 1, 1), (7_200, 3, 4), (21_600, 1, 2))
_FADES_OVER_DAYS = ((86_400, 1, 1), (604_800, 3, 4), (2_592_000, 1, 2))
_FADED_OUT = (1, 4)
_FADING: Mapping[EvidenceKind, tuple[tuple[int, int, int], ...]] = {
    EvidenceKind.PROBE: _FADES_QUICKLY,
    EvidenceKind.HEALTH: _FADES_QUICKLY,
    EvidenceKind.CARE_CONTACTS: _FADES_SLOWLY,
    EvidenceKind.ACCOUNT_CONFIRMATION: _FADES_SLOWLY,
    EvidenceKind.PARTNER: _FADES_SLOWLY,
    EvidenceKind.TICKET: _FADES_OVER_DAYS,
}

# No number of machines makes us surer than this: kinds that look independent can share a cause.
# Source: PRODUCT rule B; ADR-0013.
CEILING = Fraction(97, 100)
# Evidence against takes away at most this share, so that one green probe never silences contacts.
# Source: issue 3, visibility ("a green probe never silences contacts").
CONTRADICTION_SHARE = Fraction(1, 2)
# A person's ruling makes it at least this sure: where "Confirmed" begins.
# Source: design GUIDE section 4, confidence words.
RULING_RATIO = DEFAULT_SCALE.confirmed_ratio

_STRONG_FROM = 65_000
_MEDIUM_FROM = 48_000


def weight_of(kind: EvidenceKind, age_s: int, *, is_confirmed: bool = False) -> int:
    """What one statement is worth at its age, in parts of `SCALE`.

    Args:
        kind: the kind of evidence, any but a person's ruling.
        age_s: seconds since it was stated; below 0 counts as 0.
        is_confirmed: for a ticket, whether a desk confirmed its priority.

    Returns:
        0 to `SCALE`; never 0 for a known kind.
    """
    weight = WEIGHT_BY_KIND[kind]
    if is_confirmed and kind is EvidenceKind.TICKET:
        weight = CONFIRMED_TICKET_WEIGHT
    for until_s, numerator, denominator in _FADING[kind]:
        if age_s <= until_s:
            return weight * numerator // denominator
    return weight * _FADED_OUT[0] // _FADED_OUT[1]


def weight_word(weight: int) -> EvidenceWeight:
    """The word a weight is shown as."""
    if weight >= _STRONG_FROM:
        return EvidenceWeight.STRONG
    if weight >= _MEDIUM_FROM:
        return EvidenceWeight.MEDIUM
    return EvidenceWeight.LIGHT if weight > 0 else EvidenceWeight.NONE


@lru_cache(maxsize=4096)
def agreed_ratio(agreeing: tuple[int, ...], contradicting: tuple[int, ...]) -> Fraction:
    """How sure we are, from one weight per independent kind on either side.

    `CEILING x (1 - product(1 - w)) x (1 - CONTRADICTION_SHARE x (1 - product(1 - c)))`: a statement
    is wrong only if every kind that makes it is wrong (noisy-or), and contradiction takes its share.

    Args:
        agreeing: weights of the kinds that make the statement, parts of `SCALE`, sorted.
        contradicting: weights of the kinds that deny it, parts of `SCALE`, sorted.

    Returns:
        A ratio from 0 to `CEILING`; 0 when nobody makes the statement.

    Source: ADR-0013; Pearl 1988, noisy-or; constants above.
    """
    if not agreeing:
        return Fraction(0)
    return CEILING * _any_right(agreeing) * (1 - CONTRADICTION_SHARE * _any_right(contradicting))


def _any_right(weights: tuple[int, ...]) -> Fraction:
    wrong = Fraction(1)
    for weight in weights:
        wrong *= Fraction(SCALE - weight, SCALE)
    return 1 - wrong
