"""A fingerprint: its parts stay visible."""

from intera.model.recurrence import Fingerprint


def test_only_the_parts_that_are_set_are_shown_in_reading_order() -> None:
    assert Fingerprint("mobile-data", "coast", "P-17", "slow").parts == ("mobile-data", "coast", "P-17", "slow")
    assert Fingerprint("mobile-data", "", "", "slow").parts == ("mobile-data", "slow")
    assert Fingerprint("", "", "", "").parts == ()
