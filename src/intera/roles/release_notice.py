"""What may those be told who speak with customers: the notice of an incident, the same for every role.

See `release` for the rule these follow. Nothing is told of an incident no customer can notice.
Source: PRODUCT R5, S4, H1 to H5; design GUIDE section 4.
"""

from intera.model.case import Case
from intera.model.incident import Lifecycle
from intera.model.measurement import QosOutcome, QosRisk
from intera.model.narrative import Narrative, NarrativeStatus, SlotFact
from intera.model.party import Tier
from intera.model.publication import Channel
from intera.model.recurrence import RecurrenceKind
from intera.narrative.channels import texts_for
from intera.narrative.facts import next_update_at, stage_of
from intera.narrative.in_force import approved_of
from intera.narrative.spoken import spoken_name
from intera.narrative.template import BEING_VERIFIED
from intera.roles.material import Material
from intera.roles.release_impact import region_name
from intera.roles.released_notice import (
    ReleasedChannelText,
    ReleasedCommitment,
    ReleasedNotice,
    ReleasedReach,
    ReleasedWords,
)
from intera.roles.stamp import stamp, stamp_or_none

_OVER = frozenset({Lifecycle.RESTORED.value, Lifecycle.CLOSED.value})
_CUSTOMER = "customer"
# Those who speak with customers may have words of their own beside the customers' (notes, scripts).
_INSIDE = ("internal-care", "sales")
_SPOKEN_ON = frozenset(
    {Channel.CARE_SCRIPT, Channel.CHAT, Channel.MAIL, Channel.PORTAL, Channel.SALES_NOTE, Channel.SMS}
)
_AT_RISK = frozenset({QosRisk.JEOPARDY, QosRisk.CERTAIN})
_SEEN_BEFORE = frozenset({RecurrenceKind.REOPEN, RecurrenceKind.REPEAT, RecurrenceKind.CHRONIC})


def is_told(m: Material) -> bool:
    """Whether those who speak with customers may know of the incident at all."""
    return stage_of(m.case) is not None and m.operator.find_service(m.case.incident.scope.service_id) is not None


def notice_of(m: Material) -> ReleasedNotice | None:
    """What may be told, in approved words and with the times that were promised; None while nothing may."""
    stage = stage_of(m.case)
    service = m.operator.find_service(m.case.incident.scope.service_id)
    if stage is None or service is None:
        return None
    incident, impact = m.case.incident, m.case.impact
    symptom = m.operator.find_symptom(incident.scope.symptom_class)
    words = _words(m)
    if stage in _OVER:
        standing = "working_again"
    else:
        is_verified = stage != BEING_VERIFIED and bool(words)
        standing = "verified" if is_verified else "not_verified"
    region_ids = (impact.region_ids if impact else ()) or incident.scope.region_ids
    onset_at = incident.onset_at or (impact.onset_at if impact else None)
    recurrence = m.case.recurrence
    update_at = next_update_at(m.case, at=m.at)
    return {
        "standing": standing,
        "service_id": service.service_id,
        "service": service.spoken_name or spoken_name(service.name, m.operator.name),
        "headline": symptom.headline if symptom else "",
        "places": [{"id": region_id, "name": region_name(m, region_id)} for region_id in region_ids],
        "begun_at": stamp_or_none(onset_at),
        "restored_at": stamp_or_none(incident.restored_at),
        "still_works": _still_works(m.case),
        "next_update_at": stamp_or_none(update_at),
        "when_words": _when_words(m.case),
        "words": words,
        "seen_before": recurrence is not None and recurrence.kind in _SEEN_BEFORE,
    }


def _words(m: Material) -> list[ReleasedWords]:
    """The approved words in force for customers, in each language; never a draft."""
    found: dict[tuple[str, str], ReleasedWords] = {}
    for one in m.case.narratives:
        if one.status is not NarrativeStatus.APPROVED or one.audience != _CUSTOMER:
            continue
        said: ReleasedWords = {
            "audience": one.audience,
            "language": one.language,
            "version": one.version,
            "approved_at": stamp(one.approved_at or one.drafted_at),
            "text": one.text,
            "channels": _channels(m, one),
        }
        found.setdefault((one.audience, one.language), said)
    return list(found.values())


def _channels(m: Material, narrative: Narrative) -> list[ReleasedChannelText]:
    """The approved words in the form of each channel somebody speaks or writes on."""
    inside = (approved_of(m.case.narratives, audience, narrative.language) for audience in _INSIDE)
    texts = [text for one in (narrative, *inside) if one is not None for text in texts_for(one)]
    return [
        {"channel": text.channel.value, "subject": text.subject, "body": text.body}
        for text in texts
        if text.channel in _SPOKEN_ON
    ]


def _in_force(case: Case) -> Narrative | None:
    """The words for customers in English that may be said now."""
    return approved_of(case.narratives, _CUSTOMER, "en")


def _fact(narrative: Narrative | None, *slots: str) -> SlotFact | None:
    facts = narrative.facts if narrative is not None else ()
    return next((fact for fact in facts if fact.slot in slots), None)


def _when_words(case: Case) -> str:
    """The sentence of the words in force that tells when service is expected back."""
    narrative = _in_force(case)
    fact = _fact(narrative, "eta", "eta_soft")
    if narrative is None or fact is None:
        return ""
    sentences = (part.strip() for line in narrative.text.split("\n") for part in line.split(". "))
    found = next((sentence for sentence in sentences if fact.text in sentence), "")
    return found if not found or found.endswith(".") else f"{found}."


def _still_works(case: Case) -> str:
    """What still works as the words in force say it; empty while nobody approved that."""
    fact = _fact(_in_force(case), "still_works", "still_works_sentence")
    if fact is None:
        return ""
    if fact.slot == "still_works_sentence":
        return fact.text
    return f"You can still use {fact.text} as usual."


def reach_of(m: Material) -> list[ReleasedReach]:
    """The accounts in reach, partners left out: others speak with them."""
    if m.case.impact is None or not is_told(m):
        return []
    return [
        {
            "id": account.account_id,
            "name": m.screen.text(account.name),
            "tier": account.tier.value,
            "places": [region_name(m, region_id) for region_id in account.region_ids],
            "has_confirmed": account.has_confirmed,
        }
        for account in m.case.impact.accounts
        if account.tier is not Tier.WHOLESALE
    ]


def commitments_of(m: Material) -> list[ReleasedCommitment]:
    """Whose service commitment is touched, and whether it may be missed; no figure, no money."""
    if not is_told(m):
        return []
    at_risk: dict[str, bool] = {}
    for qos in m.case.delivered_qos:
        is_at_risk = qos.outcome is QosOutcome.VIOLATED or qos.risk in _AT_RISK
        at_risk[qos.account_id] = at_risk.get(qos.account_id, False) or is_at_risk
    return [{"account_id": account_id, "is_at_risk": is_at_risk} for account_id, is_at_risk in at_risk.items()]
