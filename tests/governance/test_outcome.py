"""From judged rules to a severity."""

from collections.abc import Sequence

from intera.governance.outcome import Flags, met_severity, outcome_of, reach
from intera.governance.policy import Policy
from intera.governance.rules.port import Judged
from intera.model.impact import Visibility
from intera.model.verdict import Severity

SURE = ("sure_p1", "sure_p2")


def _flags(policy: Policy, *met: str, to_verify: tuple[str, ...] = ()) -> Flags:
    def flag(rule_id: str) -> Judged:
        if rule_id in met:
            return Judged.MET
        return Judged.TO_VERIFY if rule_id in to_verify else Judged.NOT_MET

    return tuple(flag(rule.rule_id) for rule in policy.rules)


def _names(policy: Policy, indexes: Sequence[int]) -> list[str]:
    return [str(policy.rules[index].rule_id) for index in indexes]


def test_p1_needs_all_three(policy: Policy) -> None:
    reached = reach(policy, _flags(policy, "visible", "noticed", "widespread", "unusable"), least=Judged.MET)
    assert (reached.severity, reached.is_whole_level) == (Severity.P1, True)
    for missing in ("visible", "widespread", "unusable"):
        met = {"visible", "noticed", "widespread", "unusable"} - {missing}
        assert reach(policy, _flags(policy, *met), least=Judged.MET).severity is Severity.P2


def test_one_of_a_list_carries_a_severity_and_names_it(policy: Policy) -> None:
    reached = reach(policy, _flags(policy, "noticed", "wholesale", "claim"), least=Judged.MET)
    assert (reached.severity, _names(policy, reached.deciding)) == (Severity.P2, ["wholesale", "claim"])


def test_a_floor_lifts_but_never_lowers(policy: Policy) -> None:
    lifted = reach(policy, _flags(policy, "noticed", "vip"), least=Judged.MET)
    assert (lifted.severity, _names(policy, lifted.deciding)) == (Severity.P2, ["vip"])
    worse = reach(policy, _flags(policy, "visible", "noticed", "widespread", "unusable", "vip"), least=Judged.MET)
    assert worse.severity is Severity.P1
    assert reach(policy, _flags(policy, "vip"), least=Judged.MET).severity is Severity.P4


def test_the_worst_severity_whose_gate_passes_is_shown_and_the_reached_one_held(policy: Policy) -> None:
    rules = ("visible", "noticed", "widespread", "unusable")
    seen = Visibility.CUSTOMER_VISIBLE
    for sure, shown, held in ((SURE, "P1", None), (("sure_p2",), "P2", "P1"), ((), "P3", "P1")):
        outcome = outcome_of(policy, seen, _flags(policy, *rules, *sure))
        assert outcome.shown.label == shown
        assert (outcome.held.label if outcome.held else None) == held
        assert outcome.is_provisional is (held is not None)


def test_what_is_enough_alone_shows_whatever_the_confidence(policy: Policy) -> None:
    outcome = outcome_of(policy, Visibility.CUSTOMER_VISIBLE, _flags(policy, "emergency"))
    assert (outcome.shown, outcome.held, outcome.is_provisional) == (Severity.P1, None, True)
    sure = outcome_of(policy, Visibility.CUSTOMER_VISIBLE, _flags(policy, "emergency", *SURE))
    assert sure.is_provisional is False


def test_an_unverified_claim_holds_what_it_would_give(policy: Policy) -> None:
    outcome = outcome_of(policy, Visibility.CUSTOMER_VISIBLE, _flags(policy, "noticed", *SURE, to_verify=("claim",)))
    assert (outcome.shown, outcome.held, outcome.is_provisional) == (Severity.P3, Severity.P2, True)


def test_being_verified_is_provisional_and_internal_only_is_p4(policy: Policy) -> None:
    flags = _flags(policy, "visible", "noticed", "widespread", "unusable", "emergency", *SURE)
    assert outcome_of(policy, Visibility.BEING_VERIFIED, flags).is_provisional is True
    internal = outcome_of(policy, Visibility.INTERNAL_ONLY, flags)
    assert (internal.shown, internal.held, internal.is_provisional) == (Severity.P4, None, False)


def test_what_is_met_needs_its_confidence_even_where_it_shows_at_once(policy: Policy) -> None:
    seen = Visibility.BEING_VERIFIED
    for sure, met in (((), "P3"), (("sure_p2",), "P2"), (SURE, "P1")):
        flags = _flags(policy, "noticed", "emergency", *sure)
        outcome = outcome_of(policy, seen, flags)
        assert (outcome.shown, met_severity(policy, outcome, flags).label) == (Severity.P1, met)
    flags = _flags(policy, "visible", "noticed", "widespread", "unusable", "sure_p2")
    assert met_severity(policy, outcome_of(policy, seen, flags), flags) is Severity.P2
    internal = outcome_of(policy, Visibility.INTERNAL_ONLY, flags)
    assert met_severity(policy, internal, flags) is Severity.P4
