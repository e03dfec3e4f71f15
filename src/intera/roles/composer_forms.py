"""What can be done with words as they stand: ask, approve, release, take back; each open or closed with its reason.

The worker asks every gate again; these only spare a person a refusal. Source: issue 4, sections 4 and 6.
"""

from dataclasses import dataclass

from intera.model.decision import DecisionKind
from intera.roles.incident_forms import Forms
from intera.roles.released import ReleasedNarrative
from intera.roles.released_words import ReleasedPublication, ReleasedSpeech
from intera.roles.released_writing import ReleasedAuthorship
from intera.roles.say_forms import forms_of
from intera.roles.told import CHANNEL_LABELS
from intera.roles.view_form import ActionForm, FormField
from intera.roles.wording import plural, upper_first

_REASON_CHARS = 500
# People follow what was said; machines are told by every other way as well.
_LAST = ("webhook",)


@dataclass(frozen=True, slots=True)
class WordsForms:
    """Makes the forms about words for one person."""

    forms: Forms
    person_name: str

    def of(
        self, narrative: ReleasedNarrative, speech: ReleasedSpeech, authorship: ReleasedAuthorship
    ) -> tuple[ActionForm, ...]:
        """What can be done with one narrative, the next step first.

        Args:
            narrative: as it stands.
            speech: its sentences.
            authorship: who is at work on it.

        Returns:
            The forms a role may give.
        """
        found: list[ActionForm | None] = []
        if narrative["status"] == "draft":
            if not authorship["asked_by"]:
                found.append(self._request(narrative, authorship))
            found.append(self._approve(narrative, authorship))
        if narrative["status"] == "approved":
            found.append(self._release(narrative, speech))
        if authorship["asked_by"] or narrative["status"] == "approved" or self._is_own(authorship):
            found.append(self._take_back(narrative))
        return tuple(one for one in found if one is not None)

    def note(self, narrative: ReleasedNarrative, speech: ReleasedSpeech, authorship: ReleasedAuthorship) -> str:
        """What has to happen next, in one or two sentences."""
        if narrative["status"] == "approved":
            if speech["told"]:
                return "Released. A changed fact ends the approval; what was told is put right by a correction."
            return "Safe to tell. A changed fact ends this approval."
        if narrative["status"] != "draft":
            return "These words cannot go out. Write anew from the facts of now."
        needed = max(0, speech["needed_count"] - speech["agreed_count"])
        by = "Another person approves." if needed == 1 else f"{needed} other people must approve."
        if authorship["reading"]["missing"] or self._stops(authorship):
            return f"Opens when the guard is clear. {by}"
        return f"The author cannot approve. {by}"

    def correct(self, publication: ReleasedPublication, narrative: ReleasedNarrative | None) -> ActionForm | None:
        """Put a publication right with the words approved now.

        Args:
            publication: what was released and still stands.
            narrative: approved words for the same reader, None while there are none.

        Returns:
            The form; None where the role gives none.
        """
        kind = DecisionKind.PUBLICATION_CORRECT
        if not self.forms.may(kind):
            return None
        closed = ""
        if narrative is None:
            closed = "Approve the corrected words first."
        elif narrative["id"] == publication["narrative_id"]:
            closed = "These very words were released. Write and approve other ones first."
        fields = (
            FormField("hidden", "narrative_id", value=narrative["id"] if narrative else ""),
            FormField("hidden", "facts_digest", value=narrative["facts_digest"] if narrative else ""),
            FormField("area", "reason", "What was wrong", max_length=_REASON_CHARS),
        )
        return self.forms.form(
            kind, f"write/publications/{publication['id']}/correct", fields, closed=closed, is_for_ended=True
        )

    def withdraw(self, publication: ReleasedPublication) -> ActionForm | None:
        """Take a publication back; those who were told are told so."""
        kind = DecisionKind.PUBLICATION_WITHDRAW
        if not self.forms.may(kind):
            return None
        fields = (FormField("area", "reason", "Why", max_length=_REASON_CHARS),)
        return self.forms.form(kind, f"write/publications/{publication['id']}/withdraw", fields, is_for_ended=True)

    def _is_own(self, authorship: ReleasedAuthorship) -> bool:
        return bool(authorship["written_by"]) and authorship["written_by"] == self.person_name

    def _stops(self, authorship: ReleasedAuthorship) -> int:
        return sum(1 for mark in authorship["reading"]["marks"] if mark["level"] == "must_change")

    def _unready(self, authorship: ReleasedAuthorship) -> str:
        """Why nobody could approve these words yet; empty when somebody could."""
        if self.forms.item.is_low and authorship["written_by"]:
            return "Confidence is Low. Verify first; only the holding line can go out."
        if stops := self._stops(authorship):
            return f"{plural(stops, 'place')} must change first."
        if missing := authorship["reading"]["missing"]:
            return f"Still missing: {', '.join(missing).lower()}."
        return ""

    def _request(self, narrative: ReleasedNarrative, authorship: ReleasedAuthorship) -> ActionForm | None:
        kind = DecisionKind.NARRATIVE_REQUEST
        if not self.forms.may(kind):
            return None
        fields = (FormField("hidden", "facts_digest", value=narrative["facts_digest"]),)
        path = f"write/narratives/{narrative['id']}/request"
        return self.forms.form(kind, path, fields, closed=self._unready(authorship), is_for_ended=True)

    def _approve(self, narrative: ReleasedNarrative, authorship: ReleasedAuthorship) -> ActionForm | None:
        kind = DecisionKind.NARRATIVE_APPROVE
        if not self.forms.may(kind):
            return None
        closed = self._unready(authorship)
        if self._is_own(authorship):
            closed = "You wrote these words; another person approves them."
        elif authorship["asked_by"] == self.person_name:
            closed = "You asked for this approval; another person gives it."
        elif any(one["person"] == self.person_name for one in authorship["approvals"]):
            closed = "You approved already; another person must agree too."
        fields = [FormField("hidden", "facts_digest", value=narrative["facts_digest"])]
        if len(authorship["reading"]["marks"]) > self._stops(authorship):
            fields.append(FormField("check", "accepts_marks", "I have read the marks and accept them", value="1"))
        path = f"write/narratives/{narrative['id']}/approve"
        return self.forms.form(kind, path, tuple(fields), closed=closed, is_for_ended=True)

    def _release(self, narrative: ReleasedNarrative, speech: ReleasedSpeech) -> ActionForm | None:
        kind = DecisionKind.PUBLICATION_RELEASE
        if not self.forms.may(kind):
            return None
        told = {
            channel
            for one in self.forms.item.doc["words"]["publications"]
            if one["narrative_id"] == narrative["id"] and one["kind"] != "withdrawal" and not one["ended"]
            for channel in one["channels"]
        }
        channels = tuple(
            (form.channel, CHANNEL_LABELS.get(form.channel, upper_first(form.channel)))
            for form in sorted(forms_of(speech), key=lambda form: form.channel in _LAST)
            if not form.problem and form.channel not in told
        )
        fields = (
            FormField("hidden", "narrative_id", value=narrative["id"]),
            FormField("hidden", "facts_digest", value=narrative["facts_digest"]),
            FormField("checks", "channels", "On which channels", options=channels),
        )
        closed = "" if channels else "They went out on every channel." if told else "No channel can carry these words."
        return self.forms.form(kind, "write/release", fields, closed=closed, is_for_ended=True)

    def _take_back(self, narrative: ReleasedNarrative) -> ActionForm | None:
        kind = DecisionKind.NARRATIVE_WITHDRAW
        if not self.forms.may(kind):
            return None
        fields = (FormField("area", "reason", "Why", max_length=_REASON_CHARS),)
        return self.forms.form(kind, f"write/narratives/{narrative['id']}/withdraw", fields, is_for_ended=True)
