"""Reputational risk: the basis is what raises it, and what could not be judged."""

from intera.model.reputation import ReputationClause, ReputationClauseKind, ReputationRisk, ReputationWord


def test_the_basis_leaves_out_what_raises_nothing_and_keeps_what_is_not_known() -> None:
    risk = ReputationRisk(
        ReputationWord.WATCH,
        (
            ReputationClause(ReputationClauseKind.REPEATS, "Happened 2 times within the window", ReputationWord.WATCH),
            ReputationClause(ReputationClauseKind.VIP, "No VIP account in reach", ReputationWord.LOW),
            ReputationClause(ReputationClauseKind.CONTACTS, "Contacts not judged", None),
        ),
    )
    assert risk.basis == ("Happened 2 times within the window", "Contacts not judged")


def test_words_stand_in_order_of_gravity() -> None:
    assert [word.value for word in ReputationWord] == ["Low", "Watch", "Elevated", "High"]
