"""Does a row deserve a place on the first screen: the cut is learned, and keeps what is shown worth reading."""

from fractions import Fraction

from intera.model.impact import Placement

# Of the rows shown, at least this share must have been worth it. Source: issue 3, alarm wall
# (precision 0.9 or better).
PRECISION_RATIO = Fraction(9, 10)
# Below this a row is held back whatever the others shown are like: good rows are no licence to add
# poor ones. A trouble not seen is taken to cost as much as two rows read for nothing.
# Source: PRODUCT F1; from 1/5 to 2/5 the earlier part of the Cloudflare data shows no difference.
LIKELY_RATIO = Fraction(1, 3)
# How sure the learned cut is to hold that share, in thousandths: the square of the one-sided 95
# percent point of the normal curve, 1.645. Source: Wilson 1927, score interval for a share.
SURENESS_SQUARED_THOUSANDTHS = 2_706
# With fewer outcomes nothing is held back: hiding needs more experience than showing.
# Source: ADR 0017 (a ratio is known from twenty outcomes), here in each of ten bands.
HOLDING_FROM_COUNT = 200

_STEPS = 100


class PrecisionGate:
    """The lowest stated ratio from which on rows were worth showing, learned from how all rows turned out.

    It counts outcomes by stated ratio, in hundredths. The cut is the lowest step, not below
    `LIKELY_RATIO`, from which on the
    share that came true is surely above `PRECISION_RATIO`: with n rows, share p and wanted share q,
    p > q and n (p - q)^2 >= z^2 q (1 - q), computed in whole numbers.

    Source: Wilson 1927; constants above.
    """

    __slots__ = ("_cut_step", "_happened_by_step", "_like_by_step", "_like_count", "_precision")

    def __init__(self, precision_ratio: Fraction = PRECISION_RATIO) -> None:
        """Starts without experience.

        Args:
            precision_ratio: the share of shown rows that must be worth it, above 0 and below 1.
        """
        self._precision = precision_ratio
        self._like_by_step = [0] * (_STEPS + 1)
        self._happened_by_step = [0] * (_STEPS + 1)
        self._like_count = 0
        self._cut_step: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether enough turned out to hold anything back."""
        return self._like_count >= HOLDING_FROM_COUNT

    @property
    def cut_ratio(self) -> Fraction | None:
        """From which stated ratio on rows are shown; None when no cut keeps the precision."""
        return None if self._cut_step is None else Fraction(self._cut_step, _STEPS)

    def learn(self, stated_ratio: Fraction, *, happened: bool) -> None:
        """Takes in how one row turned out, shown or not.

        Args:
            stated_ratio: what was stated of it when it began, 0 to 1.
            happened: whether it was worth a place.
        """
        step = _step(stated_ratio)
        self._like_by_step[step] += 1
        self._happened_by_step[step] += happened
        self._like_count += 1
        self._cut_step = self._find_cut()

    def place(self, stated_ratio: Fraction, basis: str) -> Placement:
        """Whether a row of which this is stated deserves a place.

        Args:
            stated_ratio: how likely it is worth a place, 0 to 1.
            basis: what that rests on, such as "47 of 50 like this".

        Returns:
            Shown while experience is too short to hold anything back; then from the cut on.
        """
        if not self.is_known:
            return Placement(is_shown=True, reason="Shown: too little history to hold anything back")
        if self._cut_step is not None and _step(stated_ratio) >= self._cut_step:
            return Placement(is_shown=True, reason=f"Shown: {basis} came true")
        return Placement(is_shown=False, reason=f"Held back: {basis} came true")

    def _find_cut(self) -> int | None:
        wanted, whole = self._precision.numerator, self._precision.denominator
        doubt = SURENESS_SQUARED_THOUSANDTHS * wanted * (whole - wanted)
        like = happened = 0
        lowest: int | None = None
        for step in range(_STEPS, _step(LIKELY_RATIO) - 1, -1):
            if not self._like_by_step[step]:
                continue
            like += self._like_by_step[step]
            happened += self._happened_by_step[step]
            above = happened * whole - like * wanted
            if above > 0 and 1_000 * above * above >= doubt * like:
                lowest = step
        return lowest


def _step(ratio: Fraction) -> int:
    return int(ratio * _STEPS)
