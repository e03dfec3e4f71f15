"""The forms about keeping one's word: hand over, state an ETA, take on, agree and finish follow-ups, close, reopen.

Source: PRODUCT R4; issue 4, sections 1 to 3; design GUIDE section 4, "Buttons".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from intera.model.confidence import ConfidenceWord
from intera.model.decision import DecisionKind
from intera.model.incident import Lifecycle
from intera.roles.incident_forms import Forms
from intera.roles.view_form import ActionForm, FormField

_TROUBLED = (Lifecycle.SUSPECTED.value, Lifecycle.ACTIVE.value)
# How far ahead a form suggests a follow-up. Source: house default, two weeks.
_FOLLOW_UP_IN = timedelta(days=14)
_SURE = tuple((word.value, word.value) for word in ConfidenceWord)


@dataclass(frozen=True, slots=True)
class CoordinationForms:
    """Makes these forms of one incident for one reader; `teams` are the operator's desks by id."""

    forms: Forms
    teams: Mapping[str, str]

    @property
    def _lifecycle(self) -> str:
        return self.forms.item.doc["head"]["lifecycle"]

    def _desks(self, but: str = "") -> tuple[tuple[str, str], ...]:
        named = sorted(((name, team_id) for team_id, name in self.teams.items() if team_id != but), key=str)
        return (("", "Choose a desk"), *((team_id, name) for name, team_id in named))

    def hand_over(self) -> tuple[ActionForm, ...]:
        """Hand the incident over to another desk."""
        if not self.forms.may(DecisionKind.OWNER_HAND_OVER):
            return ()
        fields = (
            FormField("select", "team", "To", options=self._desks(self.forms.item.doc["head"]["owner_team_id"])),
            FormField("text", "person", "Whom to ask there", is_required=False, max_length=80),
            FormField("area", "note", "What they must know", hint="Where it stands, and what is promised next"),
        )
        return (self.forms.form(DecisionKind.OWNER_HAND_OVER, "owner/hand-over", fields),)

    def state_eta(self) -> tuple[ActionForm, ...]:
        """State when service is expected back."""
        if not self.forms.may(DecisionKind.ETA_STATE):
            return ()
        clock = self.forms.clock
        fields = (
            FormField("date", "day", "Day", value=f"{clock.local:%Y-%m-%d}"),
            FormField("time", "earliest_time", "Not before", hint=clock.zone_label),
            FormField("time", "best_time", "Most likely"),
            FormField("time", "latest_time", "At the latest", hint="A time before the likely one means the next day"),
            FormField("select", "confidence", "How sure", value=ConfidenceWord.MEDIUM.value, options=_SURE),
            FormField("area", "basis", "What it rests on", hint="What is being done, and what may still go wrong"),
        )
        closed = "" if self._lifecycle in _TROUBLED else "Service is back."
        return (self.forms.form(DecisionKind.ETA_STATE, "eta", fields, closed=closed),)

    def take_on(self, number: int) -> tuple[ActionForm, ...]:
        """Take an escalation on."""
        if not self.forms.may(DecisionKind.ESCALATION_ANSWER):
            return ()
        fields = (FormField("area", "answer", "What your desk will do, by when", max_length=500),)
        path = f"escalations/{number}/take-on"
        return (self.forms.form(DecisionKind.ESCALATION_ANSWER, path, fields),)

    def agree_follow_up(self) -> tuple[ActionForm, ...]:
        """Agree a follow-up; also after the incident is over."""
        if not self.forms.may(DecisionKind.FOLLOW_UP_AGREE):
            return ()
        day = self.forms.clock.local + _FOLLOW_UP_IN
        fields = (
            FormField("text", "title", "What will be done", max_length=160),
            FormField("select", "owner", "By", options=self._desks()),
            FormField("date", "day", "Until the end of", value=f"{day:%Y-%m-%d}"),
        )
        return (self.forms.form(DecisionKind.FOLLOW_UP_AGREE, "follow-ups", fields, is_for_ended=True),)

    def finish_follow_up(self, follow_up_id: str) -> tuple[ActionForm, ...]:
        """Say what came of a follow-up."""
        if not follow_up_id or not self.forms.may(DecisionKind.FOLLOW_UP_FINISH):
            return ()
        fields = (FormField("area", "outcome", "What came of it", max_length=500),)
        path = f"follow-ups/{follow_up_id}/finish"
        return (self.forms.form(DecisionKind.FOLLOW_UP_FINISH, path, fields, is_for_ended=True),)

    def close(self, *, has_unmet: bool) -> tuple[ActionForm, ...]:
        """Close the incident; with a criterion unmet a reason is asked for."""
        if not self.forms.may(DecisionKind.INCIDENT_CLOSE):
            return ()
        fields = ()
        if has_unmet:
            fields = (FormField("area", "override_reason", "Why it is closed all the same", max_length=500),)
        return (self.forms.form(DecisionKind.INCIDENT_CLOSE, "close", fields),)

    def reopen(self) -> tuple[ActionForm, ...]:
        """Open a closed incident again."""
        if self._lifecycle != Lifecycle.CLOSED.value or not self.forms.may(DecisionKind.INCIDENT_REOPEN):
            return ()
        why = FormField("area", "reason", "What shows that it is not over", max_length=500)
        return (self.forms.form(DecisionKind.INCIDENT_REOPEN, "reopen", (why,), is_for_ended=True),)
