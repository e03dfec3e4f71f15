"""Every measure is listed once, says what it rules on, and is refused by no other name."""

from pathlib import Path
from pkgutil import iter_modules

import pytest

import intera.sla.settlement.measures as package
from intera.sla.language.problem import UnreadableTermError
from intera.sla.settlement.measures import MEASURES, measure_named, unit_of


def test_every_measure_has_a_name_of_its_own_and_a_reading() -> None:
    assert len({each.method for each in MEASURES}) == len(MEASURES)
    assert all(each.reading and each.version == 1 for each in MEASURES)


def test_every_module_of_the_folder_is_listed() -> None:
    modules = {each.name for each in iter_modules([str(Path(package.__file__).parent)])}
    listed = {each.run.__module__.rpartition(".")[2] for each in MEASURES}
    assert modules == listed


def test_another_name_is_refused() -> None:
    with pytest.raises(UnreadableTermError):
        measure_named("availability")


def test_every_measure_says_what_it_counts_but_those_measured_elsewhere() -> None:
    assert {each.name for each in MEASURES if unit_of(each.name) is None} == {
        "stated.higher_is_better",
        "stated.lower_is_better",
    }
