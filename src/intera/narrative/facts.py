"""Which facts of a case may be spoken of, each in words, with where it comes from and how sure.

Cheap on purpose: the digest of the facts tells whether anything said would change, so a text is
only written anew when it does. Source: PRODUCT rules B, C, E; design GUIDE section 4.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from intera.model.case import Case
from intera.model.confidence import DEFAULT_SCALE, ConfidenceWord
from intera.model.impact import HarmLevel, Impact, Visibility
from intera.model.incident import Lifecycle
from intera.model.narrative import SlotFact
from intera.model.operator import Operator
from intera.model.service import Service
from intera.narrative.spoken import Phrases, due_words, past_words, phrases_of, place_words, soft_words, spoken_name
from intera.narrative.template import BEING_VERIFIED

# Customers hear from us five minutes after the checkpoint. Source: design GUIDE section 4, Checkpoints.
UPDATE_AFTER_CHECKPOINT = timedelta(minutes=5)
# A clock time for the end from High on, "we expect" from Medium on. Source: design GUIDE section 4.
MEDIUM_PERCENT = int(DEFAULT_SCALE.medium_ratio * 100)
FIXED_END_PERCENT = int(DEFAULT_SCALE.high_ratio * 100)
_CONFIRMED_PERCENT = int(DEFAULT_SCALE.confirmed_ratio * 100)
# What we decide ourselves (a stage, a promise of ours) is certain.
_OURS_PERCENT = 100
_UNHURT = frozenset({HarmLevel.CLEAR, HarmLevel.NO_DATA})


def facts_of(case: Case, operator: Operator, *, audience: str, language: str, at: datetime) -> tuple[SlotFact, ...]:
    """What may be said of a case now, fact by fact; empty when nothing may be said.

    Args:
        case: the incident with its judgements.
        operator: whose catalogue and clock are used; names it does not know are never spoken.
        audience: who will read it; "customer" or "internal-care" (both hear the same facts).
        language: two letters.
        at: the instant it is told.

    Returns:
        Facts in order of slot. Only the stage, service, place and next update while impact is being
        verified or confidence is Low (the holding line).

    Raises:
        UnknownLanguageError: we have no words for the language.
    """
    phrases = phrases_of(language)
    stage = stage_of(case)
    impact = case.impact
    if stage is None or impact is None or not audience:
        return ()
    service = operator.find_service(impact.service_id)
    if service is None:
        return ()
    zone, percent = ZoneInfo(operator.zone), impact.confidence.percent
    spoken = service.spoken_name or spoken_name(service.name, operator.name)
    found = [SlotFact("service", spoken, "impact.service_id", percent)]
    if names := _place_names(impact, operator):
        found.append(SlotFact("place", place_words(names, phrases), "impact.regions", percent))
    if next_update := next_update_at(case, at=at):
        words = due_words(next_update, at=at, zone=zone, phrases=phrases)
        found.append(SlotFact("next_update", words, "checkpoint.due_at", _OURS_PERCENT))
    if stage != BEING_VERIFIED:
        found += _harm_facts(case, impact, operator=operator, spoken=spoken, phrases=phrases)
        found += _still_works(service, impact)
        found += _time_facts(case, impact, at=at, zone=zone, phrases=phrases)
    found.append(SlotFact("stage", stage, "incident.lifecycle", percent))
    found.sort(key=lambda fact: fact.slot)
    return tuple(found)


def facts_digest(facts: Sequence[SlotFact]) -> str:
    """A fingerprint of what would be said: it changes exactly when a fact or its confidence word does.

    Args:
        facts: in any order.

    Returns:
        64 hex digits. A percent that moves inside one confidence word changes nothing said, so it
        does not end an approval.
    """
    lines = sorted(
        f"{fact.slot}\x1f{fact.text}\x1f{fact.fact}\x1f{_word_of(fact.confidence_percent)}" for fact in facts
    )
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


def stage_of(case: Case) -> str | None:
    """Which stage's words a case calls for; None when nothing may be said.

    Args:
        case: the incident with its judgements.

    Returns:
        "being_verified" (the holding line) under Low confidence or while visibility is open, else
        the lifecycle; None for internal-only, cancelled or merged incidents, before the first
        assessment, and for a closed one that was never verified.
    """
    impact, lifecycle = case.impact, case.incident.lifecycle
    if impact is None or impact.visibility is Visibility.INTERNAL_ONLY:
        return None
    if lifecycle in (Lifecycle.CANCELLED, Lifecycle.MERGED):
        return None
    is_open_question = impact.visibility is Visibility.BEING_VERIFIED or impact.confidence.percent < MEDIUM_PERCENT
    if lifecycle is Lifecycle.CLOSED:
        return None if is_open_question else lifecycle.value
    if is_open_question or lifecycle is Lifecycle.SUSPECTED:
        return BEING_VERIFIED
    return lifecycle.value


def next_update_at(case: Case, *, at: datetime) -> datetime | None:
    """When customers hear from us next: five minutes after the next unanswered checkpoint.

    Args:
        case: the incident with its checkpoints.
        at: the instant asked about; a time that has passed is never promised.

    Returns:
        The instant, or None when nothing is promised.
    """
    due = [cp.due_at + UPDATE_AFTER_CHECKPOINT for cp in case.checkpoints if cp.outcome is None]
    return min((instant for instant in due if instant > at), default=None)


def _harm_facts(case: Case, impact: Impact, *, operator: Operator, spoken: str, phrases: Phrases) -> list[SlotFact]:
    percent = impact.confidence.percent
    symptom = operator.find_symptom(case.incident.scope.symptom_class)
    source = "incident.scope.symptom_class"
    if symptom is not None and symptom.adjective:
        found = [SlotFact("trouble", f"{symptom.adjective} {spoken}", source, percent)]
    else:
        found = [SlotFact("trouble", phrases.trouble.replace("{service}", spoken), source, percent)]
        if symptom is not None and symptom.experience:
            found.append(SlotFact("detail", _sentence(symptom.experience), source, percent))
    if case.incident.lifecycle is Lifecycle.ACTIVE and case.incident.owner_team_id:
        found.append(SlotFact("restoring", "yes", "incident.owner_team_id", percent))
    return found


def _time_facts(case: Case, impact: Impact, *, at: datetime, zone: ZoneInfo, phrases: Phrases) -> list[SlotFact]:
    found: list[SlotFact] = []
    percent = impact.confidence.percent
    onset_at = impact.onset_at or case.incident.onset_at
    if onset_at is not None and onset_at <= at:
        words = past_words(onset_at, at=at, zone=zone, phrases=phrases)
        found.append(SlotFact("since", words, "impact.onset_at", percent))
    restored_at = case.incident.restored_at
    if restored_at is not None and restored_at <= at and case.incident.lifecycle is not Lifecycle.ACTIVE:
        words = past_words(restored_at, at=at, zone=zone, phrases=phrases)
        found.append(SlotFact("restored", words, "incident.restored_at", percent))
    eta = case.eta
    if eta is None or case.incident.lifecycle is not Lifecycle.ACTIVE or eta.confidence_percent < MEDIUM_PERCENT:
        return found
    # An end is never surer than the harm it ends.
    percent = min(percent, eta.confidence_percent)
    if percent >= FIXED_END_PERCENT and eta.best_at > at:
        words = due_words(eta.best_at, at=at, zone=zone, phrases=phrases)
        found.append(SlotFact("eta", words, "eta.best_at", percent))
    elif eta.latest_at > at:
        words = soft_words(eta.latest_at, at=at, zone=zone, phrases=phrases)
        found.append(SlotFact("eta_soft", words, "eta.latest_at", percent))
    return found


def _still_works(service: Service, impact: Impact) -> list[SlotFact]:
    # Emergency calling is claimed only where it was tested; a doubt about it silences the whole sentence.
    words = service.still_works.strip()
    if not words or (impact.emergency_affected is not False and "emergency" in words.casefold()):
        return []
    slot = "still_works_sentence" if words.endswith(".") else "still_works"
    text = words if slot == "still_works_sentence" else spoken_name(words, "")
    return [SlotFact(slot, text, "service.still_works", impact.confidence.percent)]


def _place_names(impact: Impact, operator: Operator) -> tuple[str, ...]:
    hurt = [region.region_id for region in impact.regions if region.harm not in _UNHURT]
    known = (operator.find_region(region_id) for region_id in hurt or impact.region_ids)
    return tuple(sorted({region.name for region in known if region is not None}))


def _sentence(text: str) -> str:
    words = text.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


@lru_cache(maxsize=128)
def _word_of(percent: int) -> str:
    if percent >= _CONFIRMED_PERCENT:
        return ConfidenceWord.CONFIRMED.value
    if percent >= FIXED_END_PERCENT:
        return ConfidenceWord.HIGH.value
    return ConfidenceWord.MEDIUM.value if percent >= MEDIUM_PERCENT else ConfidenceWord.LOW.value
