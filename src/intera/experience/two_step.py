"""How likely is a late outcome, by way of something on the way to it that is known much earlier.

Whether a ticket missed its target is known when it closes, weeks later, and by then the desk has
changed. Whether it was resolved within three days is known after three days, of every ticket alike.
"""

from collections.abc import Mapping, Sequence

from intera.experience.estimate import BandRecord, Estimate
from intera.experience.learner import Learner, LearnerHabits

_STEP = "step"


class TwoStepLearner:
    """Learns the step from all its features and, given the step, the outcome from a few of them.

    It states P(step) x P(outcome | step) + P(no step) x P(outcome | no step). The first follows a
    drift within the step's own delay; the second moves little, so that its delay does little harm.

    Source: law of total probability; ADR 0017.
    """

    __slots__ = ("_bands", "_outcome", "_outcome_features", "_step")

    def __init__(
        self,
        outcome_features: Sequence[str],
        crossings: Sequence[tuple[str, str]] = (),
        *,
        step_habits: LearnerHabits | None = None,
        outcome_habits: LearnerHabits | None = None,
    ) -> None:
        """Starts without any experience.

        Args:
            outcome_features: names of the features that count beside the step.
            crossings: pairs of features that count together for the step.
            step_habits: how the step is learned.
            outcome_habits: how the outcome is learned, given the step.
        """
        self._step = Learner(crossings, habits=step_habits)
        self._outcome = Learner([(_STEP, name) for name in outcome_features], habits=outcome_habits)
        self._outcome_features = tuple(outcome_features)
        self._bands = BandRecord()

    def state(self, features: Mapping[str, str]) -> Estimate:
        """The ratio stated for the outcome, and what it rests on.

        Args:
            features: value by name, as known when it is stated.

        Returns:
            The estimate; "like this" counts outcomes, not steps.
        """
        return self._bands.state(self._ratio(features))

    def learn_step(self, features: Mapping[str, str], *, happened: bool) -> None:
        """Takes in whether the step happened.

        Args:
            features: as they were when the ratio was stated.
            happened: whether it did. For an honest start every case is learned the same time after it was stated.
        """
        self._step.learn(features, happened=happened)

    def learn(self, features: Mapping[str, str], *, step_happened: bool, happened: bool) -> None:
        """Takes in the outcome of a case whose step is known.

        Args:
            features: as they were when the ratio was stated.
            step_happened: whether the step happened.
            happened: whether the outcome came true.
        """
        self._bands.learn(self._ratio(features), happened=happened)
        self._outcome.learn(self._given(features, step_happened=step_happened), happened=happened)

    def _ratio(self, features: Mapping[str, str]) -> float:
        step = self._step.ratio(features)
        with_step = self._outcome.ratio(self._given(features, step_happened=True))
        without = self._outcome.ratio(self._given(features, step_happened=False))
        return step * with_step + (1 - step) * without

    def _given(self, features: Mapping[str, str], *, step_happened: bool) -> dict[str, str]:
        given = {name: features[name] for name in self._outcome_features if name in features}
        given[_STEP] = "yes" if step_happened else "no"
        return given
