"""Duties to report an outage: on either side of each threshold."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import intera.sla
from intera.sla.language.problem import UnusableContractError
from intera.sla.reporting.duty import OpenDuty, OutageScale, asked, read_duty
from intera.workflows.strict_yaml import read_strict_yaml

PACKS = Path(intera.sla.__file__).parent / "reporting_rules"
NOON = 1780315200
MINUTE_S = 60


def ask(pack: str, minutes: Fraction | int, **scale: Any) -> OpenDuty:  # noqa: ANN401 -- any number of a scale
    terms = read_duty(read_strict_yaml(PACKS / f"{pack}.yaml").data)
    return asked(terms, OutageScale(NOON, int(minutes * MINUTE_S), **scale))


@pytest.mark.parametrize(
    ("minutes", "scale", "is_open"),
    [
        (30, {"potential_users": 30000}, True),
        (30, {"potential_users": 29999}, False),
        (29, {"potential_users": 60000}, False),
        (30, {"oc3": 24}, True),
        (30, {"oc3": 22}, False),
        (29, {"oc3": 23}, False),
        (30, {"potential_users": 1, "hits": ("facility_911",)}, True),
    ],
)
def test_fcc(minutes: int, scale: dict[str, Any], *, is_open: bool) -> None:
    duty = ask("fcc_nors", minutes, **scale)
    assert duty.is_open is is_open
    assert duty.due_at.get("notification") == (NOON + 7200 if is_open else None)


@pytest.mark.parametrize(
    ("hours", "share", "users", "is_open"),
    [
        ("1.5", "16", None, True),
        ("1.5", "14", None, False),
        ("3", "11", None, True),
        ("5", "6", None, True),
        ("7", "3", None, True),
        ("9", "1.5", None, True),
        ("9", "0.9", None, False),
        ("3", "0.5", 500000, True),
    ],
)
def test_enisa(hours: str, share: str, users: int | None, *, is_open: bool) -> None:
    duty = ask("enisa_annual", Fraction(hours) * 60, share=Fraction(share) / 100, confirmed_users=users)
    assert duty.is_open is is_open


def test_potential_and_confirmed_users_are_not_the_same() -> None:
    assert not ask("fcc_nors", 30, confirmed_users=90000).is_open
    assert "the user minutes is not known" in ask("fcc_nors", 30, confirmed_users=90000).unknown[0]


def test_a_number_nobody_knows_neither_opens_nor_closes() -> None:
    duty = ask("acma_major_outage", 90)
    assert (duty.is_open, len(duty.unknown)) == (False, 1)
    assert ask("acma_major_outage", 61, potential_users=100000).by == ("100,000 services for an hour",)
    assert not ask("acma_major_outage", 60, potential_users=100000).is_open


def test_people_say_what_is_significant() -> None:
    assert set(ask("nis2", 5, hits=("significant",)).due_at) == {"early warning", "notification", "final report"}


@pytest.mark.parametrize("path", sorted(PACKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_pack_can_be_read(path: Path) -> None:
    assert read_duty(read_strict_yaml(path).data).any_of


def test_a_pack_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnusableContractError):
        read_duty({"id": "x"})
