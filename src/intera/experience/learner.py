"""How likely is it that this comes true, learned from how things like it turned out before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from intera.experience.calibration import LOG_ODDS_MAX, Calibration, ratio_of
from intera.experience.estimate import BandRecord, Estimate

# The token every statement has: how often things happen at all, about which nothing is assumed.
_ALWAYS = ""
_ALWAYS_VARIANCE = 4.0
# By how much a variance of the score draws its ratio towards one half. Source: MacKay 1992 (pi / 8).
_MODERATION = 0.3927


@dataclass(frozen=True, slots=True)
class LearnerHabits:
    """How a learner goes about it.

    `weight_variance` is how far one feature value may move the log odds before anything is learned.
    `forgetting` is the share of what was learned that fades each time a value is met again.
    `calibration_memory` is what the stated ratios keep at each outcome; None states scores as they are.
    `prior_weight` is for how many outcomes the overall share counts beside the model.
    """

    weight_variance: float = 0.1
    forgetting: float = 0.0
    calibration_memory: float | None = 0.999
    prior_weight: float = 20.0


class Learner:
    """A logistic model over named features that learns one outcome at a time and states honest ratios.

    Each feature value, and each pair of values asked for, has a belief about its weight: a mean and
    a variance. An outcome moves what is uncertain most (assumed-density filtering). A calibration
    above the weights follows a drift. It depends on the calls and their order, on nothing else.

    Source: Graepel et al. 2010 (one Gaussian belief a weight); MacKay 1992; ADR 0017.
    """

    __slots__ = (
        "_bands",
        "_calibration",
        "_crossings",
        "_habits",
        "_happened_count",
        "_learned_count",
        "_mean_by_token",
        "_variance_by_token",
    )

    def __init__(self, crossings: Sequence[tuple[str, str]] = (), *, habits: LearnerHabits | None = None) -> None:
        """Starts without any experience.

        Args:
            crossings: pairs of feature names whose values also count together.
            habits: how it learns; the defaults suit logs of a few thousand outcomes.
        """
        self._crossings = tuple(crossings)
        self._habits = habits or LearnerHabits()
        memory = self._habits.calibration_memory
        self._calibration = None if memory is None else Calibration(memory=memory)
        self._mean_by_token: dict[str, float] = {}
        self._variance_by_token: dict[str, float] = {}
        self._bands = BandRecord()
        self._learned_count = 0
        self._happened_count = 0

    @property
    def learned_count(self) -> int:
        """How many outcomes it has learned."""
        return self._learned_count

    def state(self, features: Mapping[str, str]) -> Estimate:
        """The ratio stated for a thing like this, and what it rests on.

        Args:
            features: value by name, such as {"category": "network"}; an unknown value tells nothing.

        Returns:
            The estimate; `is_known` is False while too few like it have turned out.
        """
        return self._bands.state(self.ratio(features))

    def ratio(self, features: Mapping[str, str]) -> float:
        """The ratio `state` would state, unrounded, for a learner that builds on this one."""
        return self._ratio(self._score(self._tokens(features)))

    def learn(self, features: Mapping[str, str], *, happened: bool) -> None:
        """Takes in how one thing turned out.

        Args:
            features: as they were when the ratio was stated, never as they became.
            happened: whether it came true.
        """
        tokens = self._tokens(features)
        score = self._score(tokens)
        self._bands.learn(self._ratio(score), happened=happened)
        if self._calibration is not None:
            self._calibration.learn(score, happened=happened)
        self._move(tokens, happened=happened)
        self._learned_count += 1
        self._happened_count += happened

    def _tokens(self, features: Mapping[str, str]) -> list[str]:
        tokens = [f"{name}={features[name]}" for name in sorted(features)]
        tokens += [
            f"{one}={features[one]}&{other}={features[other]}"
            for one, other in self._crossings
            if one in features and other in features
        ]
        tokens.append(_ALWAYS)
        return tokens

    def _sums(self, tokens: Sequence[str]) -> tuple[float, float]:
        """Mean and variance of the log odds the tokens add up to."""
        means, variances, unknown = self._mean_by_token, self._variance_by_token, self._habits.weight_variance
        variance = sum([variances.get(token, unknown) for token in tokens])
        if _ALWAYS not in variances:
            variance += _ALWAYS_VARIANCE - unknown
        return sum([means.get(token, 0.0) for token in tokens]), variance

    def _score(self, tokens: Sequence[str]) -> float:
        mean, variance = self._sums(tokens)
        return max(-LOG_ODDS_MAX, min(LOG_ODDS_MAX, mean / sqrt(1 + _MODERATION * variance)))

    def _ratio(self, score: float) -> float:
        """The calibrated ratio, drawn towards the overall share while experience is short."""
        stated = ratio_of(score) if self._calibration is None else self._calibration.ratio(score)
        weight = self._habits.prior_weight
        overall = (self._happened_count + 1) / (self._learned_count + 2)
        return (self._learned_count * stated + weight * overall) / (self._learned_count + weight)

    def _move(self, tokens: Sequence[str], *, happened: bool) -> None:
        mean, variance = self._sums(tokens)
        ratio = ratio_of(mean / sqrt(1 + _MODERATION * variance))
        curvature = ratio * (1 - ratio)
        spread = 1 + variance * curvature
        step, shrink = (ratio - happened) / spread, curvature / spread
        means, variances, forgetting = self._mean_by_token, self._variance_by_token, self._habits.forgetting
        for token in tokens:
            start = _ALWAYS_VARIANCE if token == _ALWAYS else self._habits.weight_variance
            before = variances.get(token, start)
            means[token] = means.get(token, 0.0) - before * step
            after = before * (1 - before * shrink)
            variances[token] = 1 / ((1 - forgetting) / after + forgetting / start) if forgetting else after
