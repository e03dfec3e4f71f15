"""How often was something like this right before: "47 of 50 like this were confirmed".

Exact throughout: counts and fractions, so that a reader can work the ratio out by hand.
"""

from dataclasses import dataclass
from fractions import Fraction

# How many outcomes the prior counts for. Ten outcomes move a ratio half the way from the prior to
# what was seen. Source: ADR 0017 (a choice of this room; Gelman et al. 2013, beta-binomial).
PRIOR_WEIGHT = 10


class PriorOutOfRangeError(ValueError):
    """A prior ratio is not between 0 and 1."""

    def __init__(self, prior: Fraction) -> None:
        """Carries the prior."""
        super().__init__(f"prior ratio {prior} is outside 0 to 1; state it as a share")


class NoPriorWeightError(ValueError):
    """A prior that counts for nothing leaves a pattern without outcomes without a ratio."""

    def __init__(self, prior_weight: int) -> None:
        """Carries the weight."""
        super().__init__(f"the prior weighs {prior_weight}; it must count for 1 outcome or more")


@dataclass(frozen=True, slots=True)
class RecordedRatio:
    """A ratio drawn from a prior towards a record: `happened_count` of `like_count` came true."""

    ratio: Fraction
    happened_count: int
    like_count: int


class TrackRecord:
    """Outcomes counted by pattern; what is stated rests only on outcomes learned before.

    A pattern is any text that names what is alike, such as a source, or "care_contacts+probe".
    Patterns do not influence each other. It must never name a person.

    Source: PRODUCT section 6 (confidence from track record); beta-binomial shrinkage, ADR 0017.
    """

    __slots__ = ("_happened_by_key", "_like_by_key", "_prior_weight")

    def __init__(self, *, prior_weight: int = PRIOR_WEIGHT) -> None:
        """Starts without outcomes.

        Args:
            prior_weight: how many outcomes the prior counts for, 1 or more.

        Raises:
            NoPriorWeightError: the weight is below 1.
        """
        if prior_weight < 1:
            raise NoPriorWeightError(prior_weight)
        self._prior_weight = prior_weight
        self._like_by_key: dict[str, int] = {}
        self._happened_by_key: dict[str, int] = {}

    def ratio(self, key: str, *, prior: Fraction) -> RecordedRatio:
        """The share of this pattern that came true, drawn towards the prior where the record is short.

        (came true + prior x weight) / (learned + weight), so without a record it is the prior.

        Args:
            key: the pattern.
            prior: what would be stated without a record, 0 to 1.

        Returns:
            The ratio and the two counts it rests on.

        Raises:
            PriorOutOfRangeError: the prior is not a share.
        """
        if not 0 <= prior <= 1:
            raise PriorOutOfRangeError(prior)
        like_count = self._like_by_key.get(key, 0)
        happened_count = self._happened_by_key.get(key, 0)
        ratio = Fraction(happened_count + prior * self._prior_weight) / (like_count + self._prior_weight)
        return RecordedRatio(ratio, happened_count, like_count)

    def learn(self, key: str, *, happened: bool) -> None:
        """Takes in how one case of a pattern turned out.

        Args:
            key: the pattern as it was when the ratio was stated.
            happened: whether it came true.
        """
        self._like_by_key[key] = self._like_by_key.get(key, 0) + 1
        self._happened_by_key[key] = self._happened_by_key.get(key, 0) + happened
