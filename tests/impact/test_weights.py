"""What each kind of evidence is worth, and the promises the table was chosen to keep."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.impact.weights import (
    CEILING,
    CONFIRMED_TICKET_WEIGHT,
    SCALE,
    WEIGHT_BY_KIND,
    agreed_ratio,
    weight_of,
    weight_word,
)
from intera.model.confidence import Confidence, ConfidenceWord
from intera.model.impact import EvidenceKind, EvidenceWeight


def _word(*weights: int) -> ConfidenceWord:
    return Confidence(agreed_ratio(tuple(sorted(weights)), ()), "").word()


def test_a_ticket_of_one_caller_is_low_and_a_confirmed_one_medium() -> None:
    assert _word(weight_of(EvidenceKind.TICKET, 0)) is ConfidenceWord.LOW
    assert _word(weight_of(EvidenceKind.TICKET, 0, is_confirmed=True)) is ConfidenceWord.MEDIUM


@pytest.mark.parametrize("pair", list(combinations(sorted(WEIGHT_BY_KIND), 2)), ids="+".join)
def test_any_two_fresh_kinds_are_high(pair: tuple[EvidenceKind, EvidenceKind]) -> None:
    assert _word(*(WEIGHT_BY_KIND[kind] for kind in pair)) is ConfidenceWord.HIGH


def test_any_three_fresh_kinds_without_a_ticket_are_confirmed() -> None:
    kinds = sorted(set(WEIGHT_BY_KIND) - {EvidenceKind.TICKET})
    assert {_word(*(WEIGHT_BY_KIND[kind] for kind in three)) for three in combinations(kinds, 3)} == {
        ConfidenceWord.CONFIRMED
    }


def test_the_formula_can_be_recomputed_by_hand() -> None:
    assert agreed_ratio((60_000, 65_000), ()) == Fraction(97, 100) * (1 - Fraction(40, 100) * Fraction(35, 100))
    assert agreed_ratio((60_000,), (65_000,)) == Fraction(97, 100) * Fraction(60, 100) * (1 - Fraction(65, 200))
    assert agreed_ratio((), (65_000,)) == 0


@pytest.mark.parametrize(
    ("kind", "age_s", "weight"),
    [
        (EvidenceKind.PROBE, 600, 65_000),
        (EvidenceKind.PROBE, 601, 48_750),
        (EvidenceKind.PROBE, 7_200, 32_500),
        (EvidenceKind.PROBE, 7_201, 16_250),
        (EvidenceKind.CARE_CONTACTS, 1_800, 60_000),
        (EvidenceKind.CARE_CONTACTS, 1_801, 45_000),
        (EvidenceKind.TICKET, 86_400, 47_500),
        (EvidenceKind.TICKET, 86_401, 35_625),
    ],
)
def test_evidence_fades_in_steps(kind: EvidenceKind, age_s: int, weight: int) -> None:
    assert weight_of(kind, age_s) == weight


def test_only_a_ticket_gains_by_a_confirmed_priority() -> None:
    assert weight_of(EvidenceKind.TICKET, 0, is_confirmed=True) == CONFIRMED_TICKET_WEIGHT
    assert weight_of(EvidenceKind.PROBE, 0, is_confirmed=True) == WEIGHT_BY_KIND[EvidenceKind.PROBE]


def test_words_as_the_page_shows_them() -> None:
    words = [weight_word(weight_of(kind, 0)) for kind in (EvidenceKind.PROBE, EvidenceKind.PARTNER)]
    assert words == [EvidenceWeight.STRONG, EvidenceWeight.MEDIUM]
    assert weight_word(weight_of(EvidenceKind.TICKET, 0)) is EvidenceWeight.LIGHT
    assert weight_word(0) is EvidenceWeight.NONE


WEIGHTS = st.lists(st.integers(1, SCALE), max_size=5)


@given(WEIGHTS, WEIGHTS, st.integers(1, SCALE))
def test_agreement_never_lowers_and_contradiction_never_raises(pro: list[int], con: list[int], one: int) -> None:
    base = agreed_ratio(tuple(pro), tuple(con))
    assert 0 <= base <= CEILING
    assert agreed_ratio((*pro, one), tuple(con)) >= base >= agreed_ratio(tuple(pro), (*con, one))
