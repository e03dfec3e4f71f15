"""A person asks for what failed, or may not have arrived, to be sent again."""

from collections.abc import Sequence
from dataclasses import dataclass

from intera.model.decision import Decision, DecisionKind, Plain
from intera.model.ids import IncidentId
from intera.model.publication import Channel, DeliveryState
from intera.workflows.commands.given import REASON_CHARS_MIN, YES, CommandRefusedError, Given

# What a person may ask for, and the states it means.
_WANTED = {
    "failed": (DeliveryState.FAILED,),
    "unsure": (DeliveryState.UNSURE,),
    "both": (DeliveryState.FAILED, DeliveryState.UNSURE),
}


@dataclass(frozen=True, slots=True)
class Again:
    """What is to be sent again: of one publication, by one channel or all, those in these states."""

    publication_id: str
    channel: str
    states: Sequence[DeliveryState]
    reason: str


def read_again(given: Given) -> Again:
    """What a person wants sent again.

    Args:
        given: the command.

    Returns:
        It, checked.

    Raises:
        CommandRefusedError: something is missing, or those that may have arrived are meant without saying so.
    """
    states = _WANTED.get(given.text("which"))
    if states is None:
        raise CommandRefusedError("bad_choice", "Choose those that failed, those that are unsure, or both.")
    if DeliveryState.UNSURE in states and given.fields.get("accepts_twice") not in YES:
        message = "Those that are unsure may have arrived. Accept that some are told twice, or send only the failed."
        raise CommandRefusedError("may_be_twice", message)
    channel = given.text("channel")
    if channel and channel not in tuple(Channel):
        raise CommandRefusedError("unknown_channel", "There is no such channel. Choose from those listed.")
    reason = given.text("reason", chars_min=REASON_CHARS_MIN)
    return Again(given.text("publication_id", chars_min=1), channel, states, reason)


def decide_again(given: Given, again: Again, incident_id: IncidentId, count: int) -> Decision:
    """The decision that says what goes out again and why.

    Args:
        given: the command.
        again: what is meant.
        incident_id: whose publication it is.
        count: how many deliveries that are.

    Returns:
        The decision.

    Raises:
        CommandRefusedError: there is none.
    """
    if not count:
        raise CommandRefusedError("nothing_to_send", "Nothing of that is left to send again. Read the page anew.")
    which = " and ".join(state.value for state in again.states)
    way = f" by {again.channel.replace('_', ' ')}" if again.channel else ""
    detail: dict[str, Plain] = {
        "publication": again.publication_id,
        "channel": again.channel,
        "states": [state.value for state in again.states],
        "count": count,
    }
    return Decision(
        kind=DecisionKind.PUBLICATION_DELIVER,
        at=given.at,
        actor=given.actor,
        subject=incident_id,
        summary=f"Asked to send again to {count:,} recipients ({which}{way})",
        basis=again.reason,
        detail=detail,
    )
