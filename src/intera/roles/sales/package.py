"""What does an account manager ask, see and decide.

Accounts, and what may be promised them; nothing of customers at large. Source: PRODUCT section 2, R5.
"""

from intera.model.decision import DecisionKind
from intera.roles.package import DailyQuestion, RolePackage

_QUESTIONS = (
    DailyQuestion("Q3", "promises"),
    DailyQuestion("Q5", "accounts"),
    DailyQuestion("Q6", "safe_to_say"),
)
_STANDINGS = ("not_verified", "verified", "working_again")
_TIERS = ("vip", "key", "business", "consumer")

PACKAGE = RolePackage(
    slug="sales",
    title="Account manager",
    questions=_QUESTIONS,
    fields=("notice", "reach", "commitments"),
    actions=frozenset({DecisionKind.CONTACT_RECORD}),
    phrase_keys=(
        *(f"questions.{question.question_id}" for question in _QUESTIONS),
        *(f"standing.{standing}" for standing in _STANDINGS),
        *(f"short.{standing}" for standing in _STANDINGS),
        *(f"tier.{tier}" for tier in _TIERS),
        *(f"leave_out.{name}" for name in ("cause", "others", "end", "money")),
        "tell.nothing",
        *(f"step.{name}" for name in ("call", "write", "wait", "again", "at_risk", "confirmed")),
    ),
    pages=frozenset({"sales"}),
)
