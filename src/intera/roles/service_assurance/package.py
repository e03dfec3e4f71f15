"""What does the Service Assurance Manager ask, see and decide.

Source: PRODUCT section 2 (main user), Q1 to Q7, S1 to S4.
"""

from intera.model.checkpoint import CheckpointOutcome
from intera.model.decision import DecisionKind
from intera.model.impact import HarmLevel, Stance, Visibility
from intera.model.incident import Lifecycle
from intera.model.party import Tier
from intera.model.source import RecordKind, RejectReason
from intera.roles.package import DailyQuestion, RolePackage
from intera.roles.released import GROUPS

_ACTIONS = (
    DecisionKind.IMPACT_CONFIRM,
    DecisionKind.IMPACT_REJECT,
    DecisionKind.SEVERITY_OVERRIDE,
    DecisionKind.SEVERITY_APPROVE,
    DecisionKind.SEVERITY_WITHDRAW,
    DecisionKind.OWNER_TAKE,
    DecisionKind.OWNER_HAND_OVER,
    DecisionKind.CHECKPOINT_PROMISE,
    DecisionKind.CHECKPOINT_ANSWER,
    DecisionKind.CHECKPOINT_RE_PROMISE,
    DecisionKind.ETA_STATE,
    DecisionKind.ESCALATION_ANSWER,
    DecisionKind.FOLLOW_UP_AGREE,
    DecisionKind.FOLLOW_UP_FINISH,
    DecisionKind.INCIDENT_CLOSE,
    DecisionKind.INCIDENT_REOPEN,
    DecisionKind.NARRATIVE_APPROVE,
    DecisionKind.NARRATIVE_WRITE,
    DecisionKind.NARRATIVE_REQUEST,
    DecisionKind.NARRATIVE_WITHDRAW,
    DecisionKind.PUBLICATION_RELEASE,
    DecisionKind.PUBLICATION_CORRECT,
    DecisionKind.PUBLICATION_WITHDRAW,
    DecisionKind.PUBLICATION_DELIVER,
)
# Q8 is not one of PRODUCT's seven; the design guide answers it always ("How far can we trust this?").
_QUESTIONS = (
    DailyQuestion("Q1", "affecting"),
    DailyQuestion("Q2", "visible"),
    DailyQuestion("Q3", "promises"),
    DailyQuestion("Q4", "repeats"),
    DailyQuestion("Q5", "accounts"),
    DailyQuestion("Q6", "safe_to_say"),
    DailyQuestion("Q7", "breach"),
    DailyQuestion("Q8", "trust"),
)


def _dotted(table: str, values: type[HarmLevel | Lifecycle | Stance | Tier | Visibility]) -> tuple[str, ...]:
    return tuple(f"{table}.{value}" for value in values)


PACKAGE = RolePackage(
    slug="service_assurance",
    title="Service Quality Manager",
    questions=_QUESTIONS,
    fields=GROUPS,
    actions=frozenset(_ACTIONS),
    phrase_keys=(
        *(f"questions.{question.question_id}" for question in _QUESTIONS),
        *_dotted("visibility", Visibility),
        *_dotted("lifecycle", Lifecycle),
        *_dotted("tier", Tier),
        *_dotted("harm", HarmLevel),
        *(f"outcome.{outcome}" for outcome in CheckpointOutcome),
        *(f"feeds.{kind}" for kind in RecordKind),
        *(f"parked.{reason}" for reason in RejectReason),
        *(f"action.{kind.value.replace('.', '_')}" for kind in _ACTIONS),
        *(f"intro.{kind.value.replace('.', '_')}" for kind in _ACTIONS),
        *(f"sla.{state}" for state in ("on_track", "watch", "jeopardy", "violated", "not_calculated")),
    ),
)
