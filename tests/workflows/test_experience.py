"""What came of what we stated, and in which order it is learned."""

from datetime import timedelta
from fractions import Fraction

from flows.judged import RULES, around, judged, said
from flows.town import DESK, after
from intera.model.ids import IncidentId
from intera.model.stated import KnownOutcome, StatedKind, StatedRatio
from intera.workflows.experience import Experience, outcome_order
from intera.workflows.judge import judge
from intera.workflows.world import World

PRIOR = Fraction(1, 2)
STATED = StatedRatio(StatedKind.IMPACT_CONFIRMED, PRIOR, after(0), pattern="probe")


def _outcome(number: int, minutes: float, *, happened: bool = True) -> KnownOutcome:
    return KnownOutcome(IncidentId(f"INC-{number}"), STATED, happened, after(minutes))


def test_outcomes_are_learned_as_they_became_known() -> None:
    known = Experience([_outcome(1, 1), _outcome(2, 2, happened=False)])
    found = known.impact_confirmed.ratio("probe", prior=PRIOR)
    assert (found.happened_count, found.like_count) == (1, 2)


def test_the_order_within_an_instant_is_the_incidents() -> None:
    later, second, first = _outcome(1, 2), _outcome(9, 1), _outcome(3, 1)
    assert sorted([later, second, first], key=outcome_order) == [first, second, later]


def test_an_outcome_counts_from_the_next_instant_on() -> None:
    world = World()
    world.keep_outcomes([_outcome(1, 5)])
    at_once = world.experience_before(after(5)).impact_confirmed.ratio("probe", prior=PRIOR)
    next_instant = after(5) + timedelta(microseconds=1)
    then = world.experience_before(next_instant).impact_confirmed.ratio("probe", prior=PRIOR)
    assert (at_once.like_count, then.like_count) == (0, 1)
    assert world.experience_before(next_instant).impact_confirmed.ratio("probe", prior=PRIOR).like_count == 1


def test_a_claim_of_a_top_priority_is_stated_once_and_scored_by_how_it_ended() -> None:
    ticket = said(DESK, 0, external_id="T1", state="open", claimed_priority=1)
    opened = judged([ticket], after(0))
    claims = [one for one in opened.stated if one.kind is StatedKind.CLAIM_LOWERED]
    assert [dict(one.features)["claimed_priority"] for one in claims] == ["1"]
    lower = said(DESK, 5, external_id="T1", state="open", claimed_priority=3)
    lowered = judged([lower], after(5), known=opened)
    assert [one.kind for one in lowered.stated].count(StatedKind.CLAIM_LOWERED) == 1
    closing = said(DESK, 9, external_id="T1", state="closed", claimed_priority=3)
    closed = judge(lowered, (closing,), RULES, around(), at=after(9))
    assert [one.happened for one in closed.outcomes if one.stated.kind is StatedKind.CLAIM_LOWERED] == [True]
    learned = Experience(closed.outcomes)
    assert learned.claim_lowered.learned_count == 1


def test_what_is_learned_places_machines_alone_only_after_enough_outcomes() -> None:
    known = Experience([_outcome(number, number, happened=False) for number in range(200)])
    assert known.first_screen.is_known
    assert not Experience([_outcome(1, 1)]).first_screen.is_known
