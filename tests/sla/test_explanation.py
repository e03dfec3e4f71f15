"""A customer can redo the sum: every step of a remedy is worked out again, by reading it and nothing else."""

import re
from fractions import Fraction

import pytest

from sla.worked_case import Run, read_cases, runs_of, settled

RUNS = [
    run for name in ("carriers", "traps", "changes", "vectors") for case in read_cases(name) for run in runs_of(case)
]
SUM = re.compile(r"(?P<sum>[^=]+) = (?P<result>~?-?[\d.]+) [A-Z]{3} \(base:")
MICRO = Fraction(1, 1_000_000)


def worked_out(text: str) -> Fraction:
    """What a person gets: products first, then the sum, brackets before both."""
    text = re.sub(r"\(\S+ rounded to \S+ first\)", "", text).strip()
    bracket = re.fullmatch(r"\((?P<inner>.+)\) x (?P<times>\S+)", text)
    if bracket:
        return worked_out(bracket["inner"]) * Fraction(bracket["times"])
    total = Fraction(0)
    for product in text.split(" + "):
        value = Fraction(1)
        for factor in product.split(" x "):
            value *= Fraction(factor.strip())
        total += value
    return total


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_the_steps_of_the_remedies_add_up_to_the_credit_before_caps(run: Run) -> None:
    document = settled(run)
    told = [SUM.match(each["says"]) for each in document["explanation"] if each["about"].startswith("remedy ")]
    sums = [each for each in told if each is not None]
    for each in sums:
        assert abs(worked_out(each["sum"]) - Fraction(each["result"].lstrip("~"))) <= MICRO
    exact = sum((Fraction(each["amount_exact"]) for each in document["remedies"]), Fraction(0))
    assert abs(sum((worked_out(each["sum"]) for each in sums), Fraction(0)) - exact) <= MICRO
