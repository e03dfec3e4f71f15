"""What should be stated for a score, going by what came of earlier scores, with the older ones fading."""

from math import exp

# No ratio is stated surer than these log odds (about 1 in 3,000).
LOG_ODDS_MAX = 8.0

# The beliefs to start from: scores are right as they are, with these spreads around it.
_OFFSET_PRECISION = 1.0
_SLOPE_PRECISION = 20.0
# Keeps a step finite where an outcome was all but certain.
_LEAST_CURVATURE = 1e-4
# A slope outside these turns the order of scores round or makes everything certain.
_SLOPE_MIN = 0.2
_SLOPE_MAX = 2.0


def ratio_of(log_odds: float) -> float:
    """The ratio of some log odds, kept from being certain."""
    return 1 / (1 + exp(-max(-LOG_ODDS_MAX, min(LOG_ODDS_MAX, log_odds))))


class Calibration:
    """A straight line through the log odds, moved by each outcome.

    Each outcome is one step of Newton's method on offset and slope. What was learned fades by
    `memory` an outcome, towards leaving scores as they are: at 0.999 about the last thousand count.

    Source: Platt 1999 (the line); ADR 0017 (the fading).
    """

    __slots__ = ("_cross", "_memory", "_offset", "_offset_precision", "_slope", "_slope_precision")

    def __init__(self, *, memory: float) -> None:
        """Starts by leaving scores as they are.

        Args:
            memory: what is kept at each outcome, above 0 and at most 1.
        """
        self._memory = memory
        self._offset, self._slope = 0.0, 1.0
        self._offset_precision, self._slope_precision, self._cross = _OFFSET_PRECISION, _SLOPE_PRECISION, 0.0

    def ratio(self, score: float) -> float:
        """The ratio to state for a score.

        Args:
            score: log odds as the model sees them.

        Returns:
            Strictly between 0 and 1.
        """
        return ratio_of(self._offset + self._slope * score)

    def learn(self, score: float, *, happened: bool) -> None:
        """Takes in what came of a score.

        Args:
            score: log odds as the model saw them before it learned this outcome.
            happened: whether it came true.
        """
        ratio = self.ratio(score)
        error, curvature = ratio - happened, max(_LEAST_CURVATURE, ratio * (1 - ratio))
        kept, faded = self._memory, 1 - self._memory
        self._offset_precision = kept * self._offset_precision + faded * _OFFSET_PRECISION + curvature
        self._slope_precision = kept * self._slope_precision + faded * _SLOPE_PRECISION + curvature * score * score
        self._cross = kept * self._cross + curvature * score
        determinant = self._offset_precision * self._slope_precision - self._cross * self._cross
        self._offset -= error * (self._slope_precision - self._cross * score) / determinant
        slope = self._slope - error * (self._offset_precision * score - self._cross) / determinant
        self._slope = max(_SLOPE_MIN, min(_SLOPE_MAX, slope))
