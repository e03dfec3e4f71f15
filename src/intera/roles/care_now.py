"""What may Care say now: one incident to read aloud, the answers to what customers ask, and the others.

Source: PRODUCT section 2 (Customer Care), Q6; design GUIDE section 4 ("In Care and Sales").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from intera.model.decision import Plain
from intera.roles.desk import Desk
from intera.roles.package import Phrases
from intera.roles.relative import LocalClock
from intera.roles.released_notice import ReleasedNotice
from intera.roles.told import all_told
from intera.roles.told_view import CareView, CheckedPlace, Told
from intera.roles.wording import joined, upper_first

CHANNELS = (("phone", "Phone"), ("chat", "Chat"), ("email", "E-mail"), ("portal", "Portal"), ("shop", "Shop"))
ABOUTS = (
    ("what_is_happening", "What is happening"),
    ("when", "When it will work"),
    ("credit", "Money back"),
    ("other", "Something else"),
)
_LEAVE_OUT = ("cause", "numbers", "end", "money")


@dataclass(frozen=True, slots=True)
class CareAsk:
    """What was asked for: one incident to read aloud, or a place and a service to check."""

    incident_id: str = ""
    place: str = ""
    service_id: str = ""


def leave_out(phrases: Phrases, names: Sequence[str] = _LEAVE_OUT) -> tuple[str, ...]:
    """What is never said, in the role's words."""
    return tuple(phrases.say(f"leave_out.{name}") for name in names)


def answers_of(told: Told, phrases: Phrases) -> tuple[tuple[str, str], ...]:
    """What customers ask, with the answer one may give; each rests on the approved words or promises nothing.

    Args:
        told: an incident with approved words.
        phrases: Care's words.

    Returns:
        Question and answer, four pairs.
    """
    parts = [told.when_words or phrases.say("answer.when_unknown")]
    if told.next_update is not None:
        parts.append(phrases.say("answer.when_next").replace("{next_update}", told.next_update.text))
    when = " ".join(parts) if told.standing != "working_again" else phrases.say("tell.again")
    return (
        (phrases.say("asked.when"), when),
        (phrases.say("asked.meanwhile"), told.still_works or phrases.say("answer.meanwhile_unknown")),
        (phrases.say("asked.why"), phrases.say("answer.why")),
        (phrases.say("asked.money"), phrases.say("answer.money")),
    )


def read_care(
    documents: Sequence[Mapping[str, Plain]], ask: CareAsk, *, phrases: Phrases, desk: Desk, clock: LocalClock
) -> CareView:
    """Care's first page.

    Args:
        documents: every released document of the audience, any order.
        ask: which incident to read aloud, and what to check.
        phrases: Care's words.
        desk: the operator's services and places.
        clock: the operator's clock.

    Returns:
        The view.
    """
    told = all_told(documents, clock, phrases)
    lead = next((one for one in told if one.incident_id == ask.incident_id), None)
    if lead is None:
        lead = told[0] if told and told[0].standing != "working_again" else None
    return CareView(
        lead=lead,
        headline=lead.headline if lead else "Nothing is affecting customers that we know of.",
        calm="Checked",
        wait=phrases.say("tell.nothing"),
        also=tuple(one for one in told if one is not lead),
        asks=answers_of(lead, phrases) if lead is not None and lead.words else (),
        leave_out=leave_out(phrases),
        services=desk.services,
        place=ask.place,
        service_id=ask.service_id,
        checked=check_place(documents, told, ask, desk=desk) if ask.place else None,
        channels=CHANNELS,
        abouts=ABOUTS,
    )


def check_place(
    documents: Sequence[Mapping[str, Plain]], told: Sequence[Told], ask: CareAsk, *, desk: Desk
) -> CheckedPlace:
    """Whether what is known reaches a place and a service; an unknown place is no "no".

    Args:
        documents: the audience's.
        told: what may be told of them.
        ask: a place as typed, and a service or none.
        desk: the operator's places.

    Returns:
        The answer, with the incident whose words to say.
    """
    typed = ask.place.casefold()
    hit = {region_id: name for region_id, name in desk.regions if name.casefold() in typed}
    service = next((name for slug, name in desk.services if slug == ask.service_id), "")
    if not hit:
        known = ", ".join(name for _, name in desk.regions[:8])
        return CheckedPlace("no", "That place is not one of ours.", f"Type one of our areas: {known}.")
    notices = {str(document["incident_id"]): cast("ReleasedNotice", document["notice"]) for document in documents}
    reached: list[tuple[Told, str, list[str]]] = []
    for one in told:
        notice = notices[one.incident_id]
        if one.standing == "working_again" or ask.service_id not in ("", notice["service_id"]):
            continue
        places = [place["name"] for place in notice["places"] if place["id"] in hit]
        if places or not notice["places"]:
            reached.append((one, upper_first(notice["service"]), places))
    # What names the place goes before what names none.
    for one, what, places in sorted(reached, key=lambda found: not found[2]):
        where = f"{what} in {joined(places or list(hit.values()))}."
        if one.standing == "verified":
            return CheckedPlace("yes", "Likely, yes.", f"{where} Say the approved words.", one.incident_id)
        text = f"{where} It is not verified yet: say nothing definite, and record the contact."
        return CheckedPlace("perhaps", "Perhaps.", text, one.incident_id)
    what = f" with {service}" if service else ""
    text = f"No trouble{what} is known in {', '.join(hit.values())}. Record the contact, so that it counts."
    return CheckedPlace("no", "Not that we know.", text)
