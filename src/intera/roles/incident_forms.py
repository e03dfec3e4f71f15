"""Which decisions may this reader take on this incident, as plain forms; a closed one says why.

Source: PRODUCT R2, rule C; issue "Decisions by people"; issue 3, section 5 (override); design GUIDE
section 4, "Buttons".
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intera.coordination.cadence import TOLD_OUTSIDE
from intera.model.decision import DecisionKind
from intera.model.impact import Visibility
from intera.roles.desk import SeverityTerms
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, duration
from intera.roles.released import ReleasedCheckpoint, ReleasedNarrative
from intera.roles.released_judgement import ReleasedOverrideRequest
from intera.roles.view_form import ActionForm, FormField
from intera.roles.wording import AUDIENCE_WORDS, plural

_LASTS_MIN = (30, 60, 120, 240, 480)
_DEFAULT_LASTS_MIN = 60
_HOUR_MIN = 60
_NEXT_PROMISE = timedelta(minutes=30)
_ROUND_TO_MIN = 5
# Of these there may be several on a page, so their keys carry which one.
_MANY = ("checkpoints/", "escalations/", "follow-ups/", "told/", "write/publications/")
_CLOSED = "The incident is no longer open."
_WAITS = "An override waits for its second person. Approve or withdraw it first."
_INTERNAL = "Customers do not notice it, so it cannot be raised. Confirm the impact on customers first."


@dataclass(frozen=True, slots=True)
class Forms:
    """Makes the forms of one incident for one reader; `terms` are those of an override, None where not known."""

    item: Item
    package: RolePackage
    phrases: Phrases
    clock: LocalClock
    own_team_id: str
    terms: SeverityTerms | None = None

    def form(
        self,
        kind: DecisionKind,
        path: str,
        fields: tuple[FormField, ...],
        *,
        closed: str = "",
        is_for_ended: bool = False,
    ) -> ActionForm:
        """One form; one that is not for ended incidents is closed once the incident is over.

        Args:
            kind: what it decides.
            path: below the incident's address.
            fields: what it asks.
            closed: why it cannot be given now, empty when it can.
            is_for_ended: whether it is also given once the incident is over.

        Returns:
            The form.
        """
        key = kind.value.replace(".", "_")
        label = self.phrases.say(f"action.{key}")
        if not self.item.doc["head"]["is_open"] and not is_for_ended:
            closed = _CLOSED
        return ActionForm(
            key=f"{key}-{path.split('/')[-2]}" if path.startswith(_MANY) else key,
            label=label,
            button=label,
            href=f"/incidents/{self.item.incident_id}/{path}",
            intro=self.phrases.say(f"intro.{key}"),
            fields=fields,
            closed=closed,
        )

    def may(self, kind: DecisionKind) -> bool:
        """Whether the reader's role decides this."""
        return kind in self.package.actions

    def default_due(self) -> str:
        """Half an hour ahead, on a round clock time."""
        due = self.clock.local + _NEXT_PROMISE
        due += timedelta(minutes=-due.minute % _ROUND_TO_MIN)
        return f"{due.hour:02d}:{due.minute:02d}"

    def impact(self) -> tuple[ActionForm, ...]:
        """Confirm and reject impact."""
        ruling = self.item.doc["ruling"]
        ruled = ruling["is_confirmed"] if ruling else None
        forms: list[ActionForm] = []
        if self.may(DecisionKind.IMPACT_CONFIRM):
            why = FormField("area", "reason", "What shows it", hint="Who saw it and when", max_length=500)
            closed = "A desk has confirmed it already." if ruled is True else ""
            forms.append(self.form(DecisionKind.IMPACT_CONFIRM, "impact/confirm", (why,), closed=closed))
        if self.may(DecisionKind.IMPACT_REJECT):
            why = FormField("area", "reason", "Why customers are not affected", max_length=500)
            closed = "A desk has rejected it already." if ruled is False else ""
            forms.append(self.form(DecisionKind.IMPACT_REJECT, "impact/reject", (why,), closed=closed))
        return tuple(forms)

    @property
    def waiting(self) -> ReleasedOverrideRequest | None:
        """The override that waits for a second person; None when there is none, or its time has passed."""
        why = self.item.doc["why"]
        request = why["request"] if why else None
        is_waiting = request is not None and self.clock.at < datetime.fromisoformat(request["answer_by_at"])
        return request if is_waiting else None

    def asked(self) -> tuple[ActionForm, ...]:
        """Approve or withdraw the override that waits for a second person."""
        request = self.waiting
        if request is None:
            return ()
        # Bound to the request as it was read: another one under the same button is not approved unseen.
        read = FormField("hidden", "requested_at", value=request["requested_at"])
        kind = DecisionKind.SEVERITY_APPROVE
        approve = (self.form(kind, "severity/approve", (read,)),) if self.may(kind) else ()
        return (*approve, *self._withdraw())

    def _withdraw(self) -> tuple[ActionForm, ...]:
        if not self.may(DecisionKind.SEVERITY_WITHDRAW):
            return ()
        why = FormField("area", "reason", "Why", max_length=500)
        return (self.form(DecisionKind.SEVERITY_WITHDRAW, "severity/withdraw", (why,)),)

    def severity(self) -> tuple[ActionForm, ...]:
        """Set another severity, with reason, clause and end; end the one in effect."""
        in_effect = self.item.doc["why"]["override"] if self.item.doc["why"] else None
        withdraw = self._withdraw() if in_effect and not self.waiting else ()
        if not self.may(DecisionKind.SEVERITY_OVERRIDE):
            return withdraw
        options = self._severities(is_by_hand=in_effect is not None)
        fields = (
            FormField("select", "severity", "Severity", options=(("", "Choose a severity"), *options)),
            self._clause_field(),
            self._lasts_field(),
            FormField("area", "reason", "Reason", hint="Read by every role that sees the severity", max_length=500),
        )
        closed = ""
        if self.waiting:
            closed = _WAITS
        elif not options:
            closed = _INTERNAL
        form = self.form(DecisionKind.SEVERITY_OVERRIDE, "severity/override", fields, closed=closed)
        terms = self.terms.terms if self.terms else ()
        return (replace(form, intro=" ".join((form.intro, *terms))), *withdraw)

    def _severities(self, *, is_by_hand: bool) -> tuple[tuple[str, str], ...]:
        """The severities that would change something; the one of now only where it would move the end."""
        level = self.item.doc["severity"]
        now = level["level"] if level else 0
        is_internal = self.item.visibility == Visibility.INTERNAL_ONLY.value
        wanted = [n for n in (1, 2, 3, 4) if (n != now or is_by_hand) and not (is_internal and n < now)]
        return tuple((f"P{n}", f"P{n}, as now" if n == now else f"P{n}") for n in wanted)

    def _clause_field(self) -> FormField:
        clauses = self.terms.clauses if self.terms else ()
        if not clauses:
            hint = "The clause of the severity policy you rely on"
            return FormField("text", "clause", "Clause", hint=hint, max_length=120)
        options = tuple((label, label) for label, _ in clauses)
        notes = tuple((label, text) for label, text in clauses if text)
        return FormField("select", "clause", "Clause", options=(("", "Choose a clause"), *options), notes=notes)

    def _lasts_field(self) -> FormField:
        lasts_min = list(_LASTS_MIN)
        if self.terms:
            lasts_min = [n for n in lasts_min if self.terms.shortest_min <= n < self.terms.longest_min]
            lasts_min.append(self.terms.longest_min)
        usual = min(lasts_min, key=lambda n: abs(n - _DEFAULT_LASTS_MIN))
        options = tuple((str(n), duration(n * 60) if n % _HOUR_MIN else f"{n // _HOUR_MIN} h") for n in lasts_min)
        return FormField("select", "expires_in_min", "Ends after", value=str(usual), options=options)

    def owner(self) -> tuple[ActionForm, ...]:
        """Take ownership."""
        if not self.may(DecisionKind.OWNER_TAKE):
            return ()
        owns = bool(self.own_team_id) and self.item.doc["head"]["owner_team_id"] == self.own_team_id
        closed = "Your desk owns it." if owns and self.item.doc["head"]["owner_accepted_at"] else ""
        return (self.form(DecisionKind.OWNER_TAKE, "owner/take", (), closed=closed),)

    def new_checkpoint(self) -> tuple[ActionForm, ...]:
        """Promise a checkpoint."""
        if not self.may(DecisionKind.CHECKPOINT_PROMISE):
            return ()
        fields = (
            FormField(
                "text", "promise", "What will be known or done", hint="An outcome, not an activity", max_length=160
            ),
            FormField("select", "audience", "To whom", value="internal", options=tuple(AUDIENCE_WORDS.items())),
            self.due_field(self.default_due()),
        )
        return (self.form(DecisionKind.CHECKPOINT_PROMISE, "checkpoints", fields),)

    def due_field(self, value: str) -> FormField:
        """A time of day, the next one that comes."""
        hint = f"{self.clock.zone_label}; a time already past today means tomorrow"
        return FormField("time", "due_time", "By", value=value, hint=hint)

    def open_checkpoint(self, checkpoint: ReleasedCheckpoint, *, is_late: bool) -> tuple[ActionForm, ...]:
        """Answer or move one open checkpoint."""
        path = f"checkpoints/{checkpoint['id']}"
        forms: list[ActionForm] = []
        if checkpoint["audience"] in TOLD_OUTSIDE:
            closed = "Words that reach them keep this promise. Write the next update."
            return (self.form(DecisionKind.CHECKPOINT_ANSWER, f"{path}/keep", (), closed=closed),)
        if self.may(DecisionKind.CHECKPOINT_ANSWER):
            fields = (
                FormField("area", "answer", "What is known or done now", max_length=500),
                FormField("check", "has_news", "This brings news", value="1", is_required=False),
            )
            forms.append(self.form(DecisionKind.CHECKPOINT_ANSWER, f"{path}/keep", fields))
        if self.may(DecisionKind.CHECKPOINT_RE_PROMISE):
            fields = (
                FormField("text", "promise", "Promise", value=checkpoint["promise"], max_length=160),
                self.due_field(self.default_due()),
            )
            closed = "It is overdue, so it can no longer be moved. Answer it." if is_late else ""
            forms.append(self.form(DecisionKind.CHECKPOINT_RE_PROMISE, f"{path}/move", fields, closed=closed))
        return tuple(forms)

    def approve(self, narrative: ReleasedNarrative) -> ActionForm | None:
        """Approve a drafted narrative, bound to the facts it was drafted from."""
        if not self.may(DecisionKind.NARRATIVE_APPROVE):
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
        return self.form(DecisionKind.NARRATIVE_APPROVE, path, tuple(fields), closed=closed)
