"""What does Customer Care ask, see and decide.

Fewer things on purpose: approved words, times, and where they hold. Source: PRODUCT section 2, E7, R5.
"""

from intera.model.decision import DecisionKind
from intera.roles.package import DailyQuestion, RolePackage

_QUESTIONS = (
    DailyQuestion("Q1", "affecting"),
    DailyQuestion("Q3", "promises"),
    DailyQuestion("Q6", "safe_to_say"),
)
_STANDINGS = ("not_verified", "verified", "working_again")

PACKAGE = RolePackage(
    slug="care",
    title="Customer Care",
    questions=_QUESTIONS,
    fields=("notice", "reach"),
    actions=frozenset({DecisionKind.CONTACT_RECORD}),
    phrase_keys=(
        *(f"questions.{question.question_id}" for question in _QUESTIONS),
        *(f"standing.{standing}" for standing in _STANDINGS),
        *(f"short.{standing}" for standing in _STANDINGS),
        *(f"asked.{name}" for name in ("when", "meanwhile", "why", "money")),
        *(f"answer.{name}" for name in ("when_unknown", "when_next", "meanwhile_unknown", "why", "money")),
        *(f"leave_out.{name}" for name in ("cause", "numbers", "end", "money")),
        *(f"tell.{name}" for name in ("nothing", "again")),
    ),
    pages=frozenset({"care"}),
)
