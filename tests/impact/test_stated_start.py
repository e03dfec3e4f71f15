"""A start stated long before anybody reported anything is not counted from, and said to be doubtful."""

from collections.abc import Callable
from datetime import datetime, timedelta

from intera.impact.stated_start import believed_starts
from intera.model.signal import Signal

Build = Callable[..., Signal]


def test_a_start_within_thirty_days_is_believed(signal_of: Build, now: datetime) -> None:
    signals = (signal_of(onset_at=now - timedelta(days=30)), signal_of("probe"))
    assert believed_starts(signals, first_known_at=now) == (signals, ())


def test_a_mistyped_year_is_left_blank_and_somebody_is_asked(signal_of: Build, now: datetime) -> None:
    typed = signal_of(onset_at=now - timedelta(days=13_000))
    right = signal_of(name="2", onset_at=now - timedelta(minutes=9))
    kept, (found,) = believed_starts((typed, right), first_known_at=now)
    assert [one.onset_at for one in kept] == [None, right.onset_at]
    assert found.says == (
        "Harm is said to have begun 13,000 days before anybody reported it; that start is not counted"
    )
    assert found.to_do == "Ask the desk that stated it when harm really began"
