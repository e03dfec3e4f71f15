"""Which facts of a case may be spoken of, each in words, with where it comes from and how sure.

Cheap on purpose: the digest of the facts tells whether anything said would change, so a text is
only written anew when it does. Source: PRODUCT rules B, C, E; design GUIDE section 4.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from intera.coordination.cadence import is_told
from intera.coordination.playbook import INTERNAL
from intera.model.case import Case
from intera.model.confidence import DEFAULT_SCALE, ConfidenceWord
from intera.model.impact import HarmLevel, Impact, Visibility
from intera.model.incident import Lifecycle
from intera.model.narrative import SlotFact
from intera.model.operator import Operator
from intera.model.service import Service, Symptom, WordsIn
from intera.narrative.spoken import Phrases, due_words, past_words, phrases_of, place_words, soft_words, spoken_name
from intera.narrative.spoken_values import one_line
from intera.narrative.template import BEING_VERIFIED, CUSTOMER

# Customers hear from us five minutes after the checkpoint. Source: design GUIDE section 4, Checkpoints.
UPDATE_AFTER_CHECKPOINT = timedelta(minutes=5)
# A clock time for the end from High on, "we expect" from Medium on. Source: design GUIDE section 4.
MEDIUM_PERCENT = int(DEFAULT_SCALE.medium_ratio * 100)
FIXED_END_PERCENT = int(DEFAULT_SCALE.high_ratio * 100)
_CONFIRMED_PERCENT = int(DEFAULT_SCALE.confirmed_ratio * 100)
# What we decide ourselves (a stage, a promise of ours) is certain.
_OURS_PERCENT = 100
# How emergency calling is named, in the languages we ship.
_EMERGENCY = ("emergency", "notruf")
_HEARD_BY_CUSTOMERS = (INTERNAL, CUSTOMER)
_UNHURT = frozenset({HarmLevel.CLEAR, HarmLevel.NO_DATA})


def facts_of(case: Case, operator: Operator, *, audience: str, language: str, at: datetime) -> tuple[SlotFact, ...]:
    """What may be said of a case now, fact by fact; empty when nothing may be said.

    Args:
        case: the incident with its judgements.
        operator: whose catalogue and clock are used; names it does not know are never spoken.
        audience: who will read it; all hear the same facts, save what a profile takes away or adds.
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
    spoken = _spoken(service, operator, phrases, language)
    if not spoken:
        return ()
    found = [SlotFact("service", spoken, "impact.service_id", percent)]
    if names := _place_names(impact, operator):
        found.append(SlotFact("place", place_words(names, phrases), "impact.regions", percent))
    if next_update := next_update_at(case, at=at):
        words = due_words(next_update, at=at, zone=zone, phrases=phrases)
        found.append(SlotFact("next_update", words, "checkpoint.due_at", _OURS_PERCENT))
    if stage != BEING_VERIFIED:
        found += _harm_facts(case, impact, operator=operator, spoken=spoken, language=language)
        found += _still_works(service, impact, language)
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
        f"{fact.slot}\x1f{fact.text}\x1f{fact.fact}\x1f{confidence_word(fact.confidence_percent)}" for fact in facts
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
    """When customers hear from us next: by a promise to them, or five minutes after an unanswered checkpoint of ours.

    Args:
        case: the incident with its checkpoints.
        at: the instant asked about; a time that has passed is never promised.

    Returns:
        The instant, or None when nothing is promised. What was promised by words released is not
        promised again: the words this is asked for keep it.
    """
    due = [
        cp.due_at + UPDATE_AFTER_CHECKPOINT if cp.audience == INTERNAL else cp.due_at
        for cp in case.checkpoints
        if cp.outcome is None and cp.audience in _HEARD_BY_CUSTOMERS and not is_told(cp, case.publications)
    ]
    return min((instant for instant in due if instant > at), default=None)


def cause_fact(case: Case, *, language: str) -> SlotFact | None:
    """The class of the cause once somebody knows it, or that it is open; told only where a profile asks for it.

    Args:
        case: the incident with its judgements.
        language: two letters.

    Returns:
        A fact for the slot `cause` or the condition `cause_open`; None unless impact is verified.

    Raises:
        UnknownLanguageError: we have no words for the language.
    """
    impact = case.impact
    if impact is None or stage_of(case) in (None, BEING_VERIFIED):
        return None
    known = case.recurrence.fingerprint.cause_class if case.recurrence is not None else ""
    source, percent = "recurrence.fingerprint.cause_class", impact.confidence.percent
    for cause_class, words in phrases_of(language).causes:
        # A cause is named once it is as sure as we ever are; until then it is being checked.
        if cause_class == known and percent >= _CONFIRMED_PERCENT:
            return SlotFact("cause", words, source, percent)
    return SlotFact("cause_open", "yes", source, percent)


def service_words(case: Case, operator: Operator, *, language: str) -> str:
    """What the service of a case is called inside a sentence, whatever is known of it now.

    Args:
        case: the incident.
        operator: whose catalogue names it.
        language: two letters.

    Returns:
        The words; empty when the catalogue does not know the service.

    Raises:
        UnknownLanguageError: we have no words for the language.
    """
    service_id = case.impact.service_id if case.impact is not None else case.incident.scope.service_id
    service = operator.find_service(service_id)
    return _spoken(service, operator, phrases_of(language), language) if service is not None else ""


def _words_in(language: str, thing: Service | Symptom) -> WordsIn | None:
    return next((words for words in thing.words_in if words.language == language), None)


def _spoken(service: Service, operator: Operator, phrases: Phrases, language: str) -> str:
    """What the service is called in the middle of a sentence; in a language it has no name in, as it is written."""
    words = _words_in(language, service)
    if words is not None and words.spoken_name:
        return one_line(words.spoken_name)
    if phrases.keeps_names:
        return one_line(service.name)
    return one_line(service.spoken_name or spoken_name(one_line(service.name), operator.name))


def _harm_facts(case: Case, impact: Impact, *, operator: Operator, spoken: str, language: str) -> list[SlotFact]:
    percent, phrases = impact.confidence.percent, phrases_of(language)
    symptom = operator.find_symptom(case.incident.scope.symptom_class)
    source = "incident.scope.symptom_class"
    adjective = one_line(symptom.adjective) if symptom is not None and not phrases.keeps_names else ""
    if adjective:
        found = [SlotFact("trouble", f"{adjective} {spoken}", source, percent)]
    else:
        found = [SlotFact("trouble", phrases.trouble.replace("{service}", spoken), source, percent)]
        words = _words_in(language, symptom) if symptom is not None else None
        own = symptom.experience if symptom is not None and not phrases.keeps_names else ""
        if experience := one_line(words.experience if words is not None else own):
            found.append(SlotFact("detail", _sentence(experience), source, percent))
    if case.incident.lifecycle is Lifecycle.ACTIVE and case.incident.owner_team_id:
        found.append(SlotFact("restoring", "yes", "incident.owner_team_id", percent))
    return found


def _time_facts(case: Case, impact: Impact, *, at: datetime, zone: ZoneInfo, phrases: Phrases) -> list[SlotFact]:
    found: list[SlotFact] = []
    percent = impact.confidence.percent
    # The last words on an incident are read and approved on later days too, and no judgement renews them.
    is_over = case.incident.lifecycle is Lifecycle.CLOSED
    onset_at = impact.onset_at or case.incident.onset_at
    if onset_at is not None and onset_at <= at:
        words = past_words(onset_at, at=at, zone=zone, phrases=phrases, is_dated=is_over)
        found.append(SlotFact("since", words, "impact.onset_at", percent))
    restored_at = case.incident.restored_at
    if restored_at is not None and restored_at <= at and case.incident.lifecycle is not Lifecycle.ACTIVE:
        words = past_words(restored_at, at=at, zone=zone, phrases=phrases, is_dated=is_over)
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


def _still_works(service: Service, impact: Impact, language: str) -> list[SlotFact]:
    translated = _words_in(language, service)
    own = "" if phrases_of(language).keeps_names else service.still_works
    words = one_line(translated.still_works if translated is not None else own)
    # Emergency calling is claimed only where it was tested; a doubt about it silences the whole sentence.
    is_claimed = any(word in words.casefold() for word in _EMERGENCY)
    if not words or (impact.emergency_affected is not False and is_claimed):
        return []
    slot = "still_works_sentence" if words.endswith(".") else "still_works"
    is_plain = slot == "still_works" and translated is None
    text = spoken_name(words, "") if is_plain else words
    return [SlotFact(slot, text, "service.still_works", impact.confidence.percent)]


def _place_names(impact: Impact, operator: Operator) -> tuple[str, ...]:
    hurt = [region.region_id for region in impact.regions if region.harm not in _UNHURT]
    known = (operator.find_region(region_id) for region_id in hurt or impact.region_ids)
    names = {one_line(region.name) for region in known if region is not None}
    # A place that cannot be named is not left out of the list: nothing is said of places then.
    return () if "" in names else tuple(sorted(names))


def _sentence(text: str) -> str:
    words = text.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


@lru_cache(maxsize=128)
def confidence_word(percent: int) -> str:
    """The word for how sure something is.

    Args:
        percent: whole percent.

    Returns:
        "Low", "Medium", "High" or "Confirmed".
    """
    if percent >= _CONFIRMED_PERCENT:
        return ConfidenceWord.CONFIRMED.value
    if percent >= FIXED_END_PERCENT:
        return ConfidenceWord.HIGH.value
    return ConfidenceWord.MEDIUM.value if percent >= MEDIUM_PERCENT else ConfidenceWord.LOW.value
