"""What is stated, and on what it rests: a ratio, and how statements like it turned out."""

from dataclasses import dataclass
from fractions import Fraction

# From how many earlier statements in the same band an estimate is spoken of as known.
# Source: ADR 0017; below twenty, one more outcome moves the share by five points.
KNOWN_FROM_COUNT = 20

# Bands of stated ratio within which two statements are alike, in thousandths. They are narrow at
# both ends, where a rare or a nearly certain thing lives. Source: ADR 0017.
_BAND_STARTS = (0, 5, 10, 20, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950, 980)
_THOUSAND = 1_000
_BAND_BY_RATIO = tuple(sum(start <= ratio for start in _BAND_STARTS) - 1 for ratio in range(_THOUSAND + 1))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A ratio in whole thousandths and what it rests on: `happened_count` of `like_count` like it came true.

    "Like it" means stated in the same band, from `band_low_ratio` to `band_high_ratio`.
    """

    ratio: Fraction
    happened_count: int
    like_count: int
    band_low_ratio: Fraction
    band_high_ratio: Fraction

    @property
    def is_known(self) -> bool:
        """Whether enough like it turned out one way or the other to speak of a ratio."""
        return self.like_count >= KNOWN_FROM_COUNT

    @property
    def basis(self) -> str:
        """What it rests on, one short phrase."""
        if not self.is_known:
            return f"only {self.like_count} like this so far" if self.like_count else "nothing like this so far"
        return f"{self.happened_count} of {self.like_count} like this"


class BandRecord:
    """How statements turned out, by the band of their ratio."""

    __slots__ = ("_happened_by_band", "_like_by_band")

    def __init__(self) -> None:
        """Starts without a statement that turned out."""
        self._like_by_band = [0] * len(_BAND_STARTS)
        self._happened_by_band = [0] * len(_BAND_STARTS)

    def state(self, ratio: float) -> Estimate:
        """The estimate that states this ratio, with what it rests on.

        Args:
            ratio: 0 to 1; stated to the thousandth.

        Returns:
            The estimate.
        """
        thousandths = round(ratio * _THOUSAND)
        band = _BAND_BY_RATIO[thousandths]
        return Estimate(
            _RATIOS[thousandths], self._happened_by_band[band], self._like_by_band[band], *_BAND_BOUNDS[band]
        )

    def learn(self, ratio: float, *, happened: bool) -> None:
        """Takes in how a thing turned out for which this ratio would have been stated.

        Args:
            ratio: 0 to 1.
            happened: whether it came true.
        """
        band = _BAND_BY_RATIO[round(ratio * _THOUSAND)]
        self._like_by_band[band] += 1
        self._happened_by_band[band] += happened


_RATIOS = tuple(Fraction(thousandths, _THOUSAND) for thousandths in range(_THOUSAND + 1))
_BAND_BOUNDS = tuple(
    (_RATIOS[start], _RATIOS[end]) for start, end in zip(_BAND_STARTS, (*_BAND_STARTS[1:], _THOUSAND), strict=True)
)
