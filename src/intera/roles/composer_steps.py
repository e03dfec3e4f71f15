"""How far are words on their way out: who wrote, asked and agreed, and what was released of them.

Names are for the desk at work on the words; nothing counts, sorts or compares people.
Source: PRODUCT O5; design mock (composer, Approval).
"""

from datetime import datetime

from intera.roles.composer_forms import WordsForms
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, instant
from intera.roles.released import ReleasedNarrative
from intera.roles.released_words import ReleasedPublication, ReleasedSpeech
from intera.roles.released_writing import ReleasedAuthorship
from intera.roles.told import CHANNEL_LABELS
from intera.roles.view_composer import ApprovalStep, ReleasedLine
from intera.roles.view_form import ActionForm
from intera.roles.wording import joined, upper_first

_KINDS = {"update": "Update", "correction": "Correction", "withdrawal": "Withdrawal"}
_ENDED = {"corrected": "Corrected since", "withdrawn": "Withdrawn since"}


def approval_steps(
    narrative: ReleasedNarrative, speech: ReleasedSpeech, authorship: ReleasedAuthorship, clock: LocalClock
) -> tuple[ApprovalStep, ...]:
    """The steps one text has taken and those it still needs.

    Args:
        narrative: as it stands.
        speech: its sentences.
        authorship: who is at work on it.
        clock: the operator's.

    Returns:
        Author, request, each approval given and each still needed, release.
    """

    def at(stamp: str | None) -> str:
        return clock.moment(datetime.fromisoformat(stamp)) if stamp else ""

    author = authorship["written_by"] or "Approved template"
    steps = [ApprovalStep("done", "pencil-line", "Author", author, at(narrative["drafted_at"]))]
    if authorship["asked_by"]:
        steps.append(ApprovalStep("done", "send", "Asked by", authorship["asked_by"], at(authorship["asked_at"])))
    steps += [
        ApprovalStep("done", "check", "Approved by", one["person"], at(one["at"])) for one in authorship["approvals"]
    ]
    if narrative["status"] == "draft":
        open_count = max(0, speech["needed_count"] - speech["agreed_count"])
        when = "waits" if authorship["asked_by"] else "to ask"
        steps += [
            ApprovalStep("wait", "circle-dashed", "Approval", "another person", when if number == 0 else "second")
            for number in range(open_count)
        ]
    if narrative["status"] == "approved" and not speech["told"]:
        steps.append(ApprovalStep("wait", "circle-dashed", "Release", "", "to do"))
    return tuple(steps)


def released_lines(
    item: Item, audience: str, language: str, clock: LocalClock, forms: WordsForms
) -> tuple[ReleasedLine, ...]:
    """What was released to one reader, newest first, with what can still be done about it."""
    approved = next(
        (
            one
            for one in item.doc["narratives"]
            if (one["audience"], one["language"], one["status"]) == (audience, language, "approved")
        ),
        None,
    )
    found: list[ReleasedLine] = []
    for one in item.doc["words"]["publications"]:
        if (one["audience"], one["language"]) != (audience, language):
            continue
        actions: tuple[ActionForm, ...] = ()
        if not one["ended"] and one["kind"] != "withdrawal":
            actions = tuple(form for form in (forms.correct(one, approved), forms.withdraw(one)) if form is not None)
        found.append(_line(one, clock, actions))
    return tuple(found)


def _line(one: ReleasedPublication, clock: LocalClock, actions: tuple[ActionForm, ...]) -> ReleasedLine:
    at = datetime.fromisoformat(one["released_at"])
    channels = [CHANNEL_LABELS.get(channel, upper_first(channel)) for channel in one["channels"]]
    said = joined(channels)
    due_at = instant(one["next_update_at"])
    sub = f"{clock.zoned(at)}. {said}."
    if due_at is not None:
        sub += f" Next update by {clock.zoned(due_at)}."
    ended = _ENDED.get(one["ended"], "")
    return ReleasedLine(
        label=ended or ("In force" if one["kind"] != "withdrawal" else "Withdrawal"),
        kind="done" if ended or one["kind"] == "withdrawal" else "",
        text=_KINDS[one["kind"]],
        sub=sub,
        actions=actions,
    )
