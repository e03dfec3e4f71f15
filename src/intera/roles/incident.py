"""One incident, whole: what customers experience, how sure, who promised what, why, what to say.

Source: PRODUCT S1 to S4; design GUIDE sections 3 to 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from intera.coordination.playbook import INTERNAL
from intera.model.decision import Plain
from intera.roles.cells import (
    age_words,
    badge_of,
    eta_cell,
    flags_of,
    next_promise,
    place_words,
    promise_of,
    recurrence_words,
    sla_cell,
    trust_of,
)
from intera.roles.chart import CustomerPoint, read_chart
from intera.roles.coordination import coordination_of
from intera.roles.coordination_forms import CoordinationForms
from intera.roles.coverage import ToldCount, coverage_card
from intera.roles.desk import Desk
from intera.roles.frame import Visitor
from intera.roles.impact_number import harm_so_far
from intera.roles.incident_forms import Forms
from intera.roles.incident_say import accounts_of, fix_words, pattern_of, voice_of
from intera.roles.incident_why import (
    agreement_words,
    change_rows,
    evidence_note,
    evidence_rows,
    read_why,
    terms_of,
)
from intera.roles.package import Phrases, RolePackage
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock
from intera.roles.released import ReleasedCheckpoint, ReleasedDecision
from intera.roles.trail import trail_item
from intera.roles.view import Flag, Promise, TrailItem
from intera.roles.view_incident import Conflict, Fact, IncidentView, Reputation, TrackStep
from intera.roles.wording import AUDIENCE_WORDS, about, count, joined, plural, range_of, upper_first

_MINI_TRAIL = 4
_KEPT = "kept"
_REPUTATION_KINDS = {"High": "high", "Elevated": "mid"}


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """What is on record of one incident beside its present state.

    `decisions` are released ones, newest first, at least the last four; `decision_count` is how
    many there are in all. `estimates` are the customer estimates over time, for the chart. `told` is
    what became of what was released, `told_ended` what no longer stands of it.
    """

    decisions: Sequence[Mapping[str, Plain]] = ()
    decision_count: int = 0
    estimates: Sequence[CustomerPoint] = ()
    told: Sequence[ToldCount] = ()
    told_ended: Sequence[str] = ()


def read_incident(
    released: Mapping[str, Plain],
    record: IncidentRecord,
    *,
    visitor: Visitor,
    role: tuple[RolePackage, Phrases],
    desk: Desk,
    at: datetime,
) -> IncidentView:
    """The view of one incident.

    Args:
        released: its whole released document.
        record: its decisions and estimates over time.
        visitor: who looks; their desk decides which forms are open.
        role: the reader's package and its words.
        desk: the operator's names, places and zone.
        at: now, on the domain clock.

    Returns:
        The view.
    """
    package, phrases = role
    clock = LocalClock(desk.zone, at)
    item = Item(released, at)
    forms = Forms(item, package, phrases, clock, visitor.desk_team_id, terms_of(item, desk))
    keeping = CoordinationForms(forms, desk.teams)
    accounts = accounts_of(item, clock, phrases)
    track = _track(item, clock, phrases, forms)
    return IncidentView(
        incident_id=item.incident_id,
        title=_title(item),
        badge=badge_of(item),
        flags=_head_flags(item, clock, phrases),
        facts=_facts(item, clock, phrases, has_contracts=desk.agreement_count > 0),
        story=story_of(item),
        chart=read_chart(record.estimates, clock, onset_at=item.begun_at, eta=item.doc["eta"], due_at=item.due_at),
        harm=harm_so_far(item.doc, clock, phrases),
        conflicts=tuple(Conflict(one["says"], one["to_do"]) for one in item.doc["contradictions"]),
        track=track,
        track_note=_track_note(track),
        why=read_why(item, clock, forms),
        trust=trust_of(item.doc["impact"]),
        evidence=evidence_rows(item),
        evidence_note=evidence_note(item),
        changes=change_rows(item),
        voice=voice_of(item, clock, forms),
        accounts=accounts[0],
        accounts_note=accounts[1],
        pattern=pattern_of(item, clock),
        reputation=_reputation(item),
        trail=_mini_trail(record, clock),
        trail_href=f"/trail?incident={item.incident_id}",
        trail_text=f"All {plural(record.decision_count, 'entry', 'entries')}",
        impact_actions=forms.impact(),
        owner_actions=(*forms.owner(), *keeping.hand_over()),
        checkpoint_actions=forms.new_checkpoint(),
        told=coverage_card(record.told, item.incident_id, record.told_ended),
        coordination=coordination_of(item, clock, keeping),
    )


def _title(item: Item) -> str:
    where = place_words(item.doc)
    return item.doc["head"]["title"] + (f" in {where}" if where else "")


def _mini_trail(record: IncidentRecord, clock: LocalClock) -> tuple[TrailItem, ...]:
    return tuple(trail_item(cast("ReleasedDecision", d), clock) for d in record.decisions[:_MINI_TRAIL])


def _reputation(item: Item) -> Reputation:
    risk = item.doc["reputation"]
    return Reputation(risk["word"], _REPUTATION_KINDS.get(risk["word"], ""), tuple(risk["clauses"]))


def _head_flags(item: Item, clock: LocalClock, phrases: Phrases) -> tuple[Flag, ...]:
    head = item.doc["head"]
    owner = ", ".join(part for part in (head["owner_team"], head["owner_person"]) if part)
    word = "Since" if head["onset_at"] else "Known since"
    return (
        *flags_of(item, phrases),
        *((Flag("arrow-left-right", f"Partner {head['partner']}"),) if head["partner"] else ()),
        *((Flag("history", phrases.say(f"lifecycle.{head['lifecycle']}")),) if head["lifecycle"] != "active" else ()),
        Flag("user-round", f"Owner: {owner}" if owner else "No owner yet", "" if owner else "verify"),
        Flag("clock", f"{word} {clock.zoned(item.begun_at)}, {age_words(item)}"),
    )


def _facts(item: Item, clock: LocalClock, phrases: Phrases, *, has_contracts: bool) -> tuple[Fact, ...]:
    impact = item.doc["impact"]
    customers = impact["customers"] if impact else None
    trust = trust_of(impact)
    promise = next_promise(item, clock)
    eta = eta_cell(item, clock)
    eta_doc = item.doc["eta"]
    eta_sub = f"{eta_doc['confidence_word']}, {eta.sub}" if eta_doc and " to " in eta.sub else eta.sub
    sla = sla_cell(item.doc, clock, phrases, has_contracts=has_contracts)
    noun = item.doc["head"]["noun"]
    return (
        Fact(
            f"{upper_first(noun)} affected",
            about(customers, noun).removesuffix(f" {noun}") if customers else "Not known",
            sub=_likely(customers),
        ),
        Fact(
            "Confidence",
            trust.word if trust else "Not judged",
            sub=f"{trust.percent}, {agreement_words(item)}" if trust else "no evidence weighed yet",
            kind="trust",
            trust=trust,
        ),
        Fact(
            "Next checkpoint",
            promise.clock or "None promised",
            relative=promise.relative,
            sub=promise.text,
            kind="late" if promise.state == "late" else "",
            due_epoch_s=promise.due_epoch_s,
        ),
        Fact("ETA", eta.main, sub=eta_sub),
        Fact("SLA", sla.main, sub=sla.sub, kind="risk" if sla.kind in ("high", "mid") else ""),
        Fact(
            "Recurrence", recurrence_words(item.doc), sub=fix_words(item, clock), kind="rec" if item.is_repeat else ""
        ),
    )


def _likely(customers: Sequence[int] | None) -> str:
    """The likely range under the number of customers."""
    if customers is None:
        return "no source gives a number"
    if customers[0] == customers[2]:
        return "counted"
    return "likely range" if customers[0] == 0 else f"likely {range_of(customers)}"


def story_of(item: Item) -> str:
    """What customers experience, and what still works."""
    head, impact = item.doc["head"], item.doc["impact"]
    parts = [head["experience"] or f"What customers notice with {head['service']} is not described yet."]
    failing = [
        f"{'in ' + region['name']} {count(region['failing_percent'])}%"
        for region in (impact["regions"] if impact else [])
        if region["failing_percent"]
    ]
    if failing:
        parts.append(f"Of all attempts {joined(failing)} fail.")
    elif impact and impact["failing_percent"]:
        parts.append(f"About {count(impact['failing_percent'])}% of attempts fail.")
    works = head["still_works"]
    if works:
        parts.append(works if works.endswith(".") else f"{upper_first(works)} work as usual.")
    if impact and impact["is_emergency"] is not None:
        parts.append("Emergency calls are affected." if impact["is_emergency"] else "Emergency calls work as usual.")
    return " ".join(parts)


def _step(checkpoint: ReleasedCheckpoint, clock: LocalClock, phrases: Phrases, *, is_next: bool) -> tuple[str, str]:
    """A step's kind, and its result in words."""
    outcome = checkpoint["outcome"]
    due_at = datetime.fromisoformat(checkpoint["due_at"])
    if outcome is None:
        if due_at < clock.at:
            return "late", clock.until(due_at)
        return ("next", clock.until(due_at)) if is_next else ("plan", "planned")
    answered_at = checkpoint["answered_at"]
    when = f" {clock.moment(datetime.fromisoformat(answered_at))}" if answered_at else ""
    words = phrases.say(f"outcome.{outcome}")
    if outcome == "re_promised":
        return "moved", f"{words}{when}"
    if outcome == "empty":
        return "empty", f"{words},{when}" if when else words
    return "kept" if outcome == _KEPT else "keptlate", f"{words}{when}"


def _track(item: Item, clock: LocalClock, phrases: Phrases, forms: Forms) -> tuple[TrackStep, ...]:
    steps: list[TrackStep] = []
    next_id = item.open_checkpoint["id"] if item.open_checkpoint else ""
    for checkpoint in sorted(item.doc["checkpoints"], key=lambda c: (c["due_at"], c["id"])):
        kind, result = _step(checkpoint, clock, phrases, is_next=checkpoint["id"] == next_id)
        due_at = datetime.fromisoformat(checkpoint["due_at"])
        promise = promise_of(due_at, _promised(checkpoint), clock)
        if kind not in ("next", "late"):
            promise = Promise(state="ok", iso=promise.iso, clock=promise.clock, text=promise.text)
        is_open = checkpoint["outcome"] is None
        actions = forms.open_checkpoint(checkpoint, is_late=kind == "late") if is_open else ()
        steps.append(TrackStep(checkpoint["id"], kind, promise, result, checkpoint["answer"], actions))
    return tuple(steps)


def _promised(checkpoint: ReleasedCheckpoint) -> str:
    """What is promised, with to whom where that is not ourselves."""
    whom = checkpoint["audience"]
    return checkpoint["promise"] + ("" if whom == INTERNAL else f" (to {AUDIENCE_WORDS.get(whom, whom)})")


def _track_note(track: Sequence[TrackStep]) -> str:
    ended = [step for step in track if step.kind in ("kept", "keptlate", "empty", "late")]
    if not ended:
        return "Each one is a promise with a time." if track else "Nothing is promised yet."
    kept = sum(1 for step in ended if step.kind == "kept")
    return f"{count(kept)} of {count(len(ended))} kept. Each one is a promise with a time."
