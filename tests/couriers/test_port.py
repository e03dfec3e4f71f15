"""What every courier refuses before it sends anything."""

import pytest

from couriers.sayings import saying
from intera.couriers.port import Arrival, refuse_unsafe


@pytest.mark.parametrize("sign", ["\r", "\n", "\r\n", "\x00", "\t", "\x1b", "\x7f", "\x85", "\u2028", "\u2029"])
def test_a_subject_that_ends_its_line_is_refused(sign: str) -> None:
    refused = refuse_unsafe(saying(subject=f"Mobile{sign}data"))
    assert refused is not None
    assert (refused.arrival, refused.reason) == (Arrival.REFUSED, "unsafe")


def test_any_other_subject_is_fine() -> None:
    assert refuse_unsafe(saying(subject="Störung: 漢字, ÅÄÖ, “x”")) is None
    assert refuse_unsafe(saying(subject="")) is None
