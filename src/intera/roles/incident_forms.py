"""Which decisions may this reader take on this incident, as plain forms; a closed one says why.

Source: PRODUCT R2, rule C; issue "Decisions by people"; design GUIDE section 4, "Buttons".
"""

from dataclasses import dataclass
from datetime import timedelta

from intera.model.decision import DecisionKind
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.released import ReleasedCheckpoint, ReleasedNarrative
from intera.roles.view_incident import ActionForm, FormField
from intera.roles.wording import plural

_EXPIRIES = (("30", "30 min"), ("60", "1 h"), ("120", "2 h"), ("240", "4 h"), ("480", "8 h"))
_DEFAULT_EXPIRY = "60"
_NEXT_PROMISE = timedelta(minutes=30)
_ROUND_TO_MIN = 5
_CLOSED = "The incident is no longer open."


@dataclass(frozen=True, slots=True)
class Forms:
    """Makes the forms of one incident for one reader."""

    item: Item
    package: RolePackage
    phrases: Phrases
    clock: LocalClock
    own_team_id: str

    def _form(self, kind: DecisionKind, path: str, fields: tuple[FormField, ...], *, closed: str = "") -> ActionForm:
        key = kind.value.replace(".", "_")
        label = self.phrases.say(f"action.{key}")
        if not self.item.doc["head"]["is_open"]:
            closed = _CLOSED
        return ActionForm(
            key=f"{key}-{path.split('/')[1]}" if path.startswith("checkpoints/") else key,
            label=label,
            button=label,
            href=f"/incidents/{self.item.incident_id}/{path}",
            intro=self.phrases.say(f"intro.{key}"),
            fields=fields,
            closed=closed,
        )

    def _may(self, kind: DecisionKind) -> bool:
        return kind in self.package.actions

    def _default_due(self) -> str:
        due = self.clock.local + _NEXT_PROMISE
        due += timedelta(minutes=-due.minute % _ROUND_TO_MIN)
        return f"{due.hour:02d}:{due.minute:02d}"

    def impact(self) -> tuple[ActionForm, ...]:
        """Confirm and reject impact."""
        ruling = self.item.doc["ruling"]
        ruled = ruling["is_confirmed"] if ruling else None
        forms: list[ActionForm] = []
        if self._may(DecisionKind.IMPACT_CONFIRM):
            why = FormField("area", "reason", "What shows it", hint="Who saw it and when", max_length=500)
            closed = "A desk has confirmed it already." if ruled is True else ""
            forms.append(self._form(DecisionKind.IMPACT_CONFIRM, "impact/confirm", (why,), closed=closed))
        if self._may(DecisionKind.IMPACT_REJECT):
            why = FormField("area", "reason", "Why customers are not affected", max_length=500)
            closed = "A desk has rejected it already." if ruled is False else ""
            forms.append(self._form(DecisionKind.IMPACT_REJECT, "impact/reject", (why,), closed=closed))
        return tuple(forms)

    def severity(self) -> tuple[ActionForm, ...]:
        """Override the severity, with reason, clause and end."""
        if not self._may(DecisionKind.SEVERITY_OVERRIDE):
            return ()
        level = self.item.doc["severity"]
        now = level["level"] if level else 0
        fields = (
            FormField(
                "select",
                "severity",
                "Severity",
                value=f"P{now}",
                options=tuple((f"P{n}", f"P{n}" + (", as now" if n == now else "")) for n in (1, 2, 3, 4)),
            ),
            FormField("select", "expires_in_min", "Ends after", value=_DEFAULT_EXPIRY, options=_EXPIRIES),
            FormField("text", "clause", "Clause", hint="The clause of the severity policy you rely on", max_length=120),
            FormField("area", "reason", "Reason", hint="Read by every role that sees the severity", max_length=500),
        )
        return (self._form(DecisionKind.SEVERITY_OVERRIDE, "severity/override", fields),)

    def owner(self) -> tuple[ActionForm, ...]:
        """Take ownership."""
        if not self._may(DecisionKind.OWNER_TAKE):
            return ()
        owns = bool(self.own_team_id) and self.item.doc["head"]["owner_team_id"] == self.own_team_id
        closed = "Your desk owns it." if owns and self.item.doc["head"]["owner_accepted_at"] else ""
        return (self._form(DecisionKind.OWNER_TAKE, "owner/take", (), closed=closed),)

    def new_checkpoint(self) -> tuple[ActionForm, ...]:
        """Promise a checkpoint."""
        if not self._may(DecisionKind.CHECKPOINT_PROMISE):
            return ()
        fields = (
            FormField(
                "text", "promise", "What will be known or done", hint="An outcome, not an activity", max_length=160
            ),
            self._due_field(self._default_due()),
        )
        return (self._form(DecisionKind.CHECKPOINT_PROMISE, "checkpoints", fields),)

    def _due_field(self, value: str) -> FormField:
        hint = f"{self.clock.zone_label}; a time already past today means tomorrow"
        return FormField("time", "due_time", "By", value=value, hint=hint)

    def open_checkpoint(self, checkpoint: ReleasedCheckpoint, *, is_late: bool) -> tuple[ActionForm, ...]:
        """Answer or move one open checkpoint."""
        path = f"checkpoints/{checkpoint['id']}"
        forms: list[ActionForm] = []
        if self._may(DecisionKind.CHECKPOINT_ANSWER):
            fields = (
                FormField("area", "answer", "What is known or done now", max_length=500),
                FormField("check", "has_news", "This brings news", value="1", is_required=False),
            )
            forms.append(self._form(DecisionKind.CHECKPOINT_ANSWER, f"{path}/keep", fields))
        if self._may(DecisionKind.CHECKPOINT_RE_PROMISE):
            fields = (
                FormField("text", "promise", "Promise", value=checkpoint["promise"], max_length=160),
                self._due_field(self._default_due()),
            )
            closed = "It is overdue, so it can no longer be moved. Answer it." if is_late else ""
            forms.append(self._form(DecisionKind.CHECKPOINT_RE_PROMISE, f"{path}/move", fields, closed=closed))
        return tuple(forms)

    def approve(self, narrative: ReleasedNarrative) -> ActionForm | None:
        """Approve a drafted narrative, bound to the facts it was drafted from."""
        if not self._may(DecisionKind.NARRATIVE_APPROVE):
            return None
        blocking = sum(1 for mark in narrative["marks"] if mark["level"] == "must_change")
        closed = ""
        if self.item.is_low:
            closed = "Confidence is Low. Verify first; publishing is closed."
        elif blocking:
            closed = f"{plural(blocking, 'place')} must change before this can be approved."
        fields: list[FormField] = [FormField("hidden", "facts_digest", value=narrative["facts_digest"])]
        if len(narrative["marks"]) > blocking:
            fields.append(FormField("check", "accepts_marks", "I have read the marks above and accept them", value="1"))
        path = f"narratives/{narrative['id']}/approve"
        return self._form(DecisionKind.NARRATIVE_APPROVE, path, tuple(fields), closed=closed)
