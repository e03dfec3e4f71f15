"""How sure are we: an exact ratio, the word it is spoken in, and what it rests on.

Source: design GUIDE section 4, "Confidence words" (thresholds configurable).
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class ConfidenceWord(StrEnum):
    """The four words a confidence is spoken in."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"
    CONFIRMED = "Confirmed"


class RatioOutOfRangeError(ValueError):
    """A ratio is not between 0 and 1."""

    def __init__(self, ratio: Fraction) -> None:
        """Carries the ratio."""
        super().__init__(f"ratio {ratio} is outside 0 to 1")


@dataclass(frozen=True, slots=True)
class ConfidenceScale:
    """From which ratio on each word is used; below `medium_ratio` the word is Low."""

    medium_ratio: Fraction = Fraction(50, 100)
    high_ratio: Fraction = Fraction(75, 100)
    confirmed_ratio: Fraction = Fraction(90, 100)

    def word(self, ratio: Fraction) -> ConfidenceWord:
        """The word a ratio is spoken in."""
        if _reaches(ratio, self.high_ratio):
            return ConfidenceWord.CONFIRMED if _reaches(ratio, self.confirmed_ratio) else ConfidenceWord.HIGH
        return ConfidenceWord.MEDIUM if _reaches(ratio, self.medium_ratio) else ConfidenceWord.LOW


def _reaches(ratio: Fraction, bar: Fraction) -> bool:
    # Cross-multiplied: the same exact answer as `ratio >= bar` at a tenth of its cost, on every event.
    return ratio.numerator * bar.denominator >= bar.numerator * ratio.denominator


DEFAULT_SCALE = ConfidenceScale()


@dataclass(frozen=True, slots=True)
class Confidence:
    """A ratio in [0, 1] with the basis it rests on, one short phrase.

    `pattern` names which kinds of source speak for and against; of `like_count` earlier statements
    with this pattern whose truth came out, `happened_count` came true.
    """

    ratio: Fraction
    basis: str
    pattern: str = ""
    happened_count: int = 0
    like_count: int = 0

    def __post_init__(self) -> None:
        """Refuses a ratio outside [0, 1]."""
        if not 0 <= self.ratio <= 1:
            raise RatioOutOfRangeError(self.ratio)

    @property
    def percent(self) -> int:
        """The ratio in whole percent, rounded down so that a word is never overstated."""
        return self.ratio.numerator * 100 // self.ratio.denominator

    def word(self, scale: ConfidenceScale = DEFAULT_SCALE) -> ConfidenceWord:
        """The word this confidence is spoken in."""
        return scale.word(self.ratio)
