"""Goes through a publication's recipients in chunks: each chunk one short transaction that leaves where it came to.

Killed in between, the next sender goes on after the last chunk; nobody is left out or written twice.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import structlog
from sqlalchemy import Connection, Engine

from intera.couriers.port import Courier
from intera.model.operator import Operator
from intera.model.publication import PublicationKind, Recipient, SkipReason
from intera.narrative.recipients import Ground, judge_recipient, places_of
from intera.store import deliveries, publications, recipients
from intera.store.clock import read_clock
from intera.store.deliveries import DeliveryRow
from intera.store.publications import OpenPublication
from intera.store.reference import load_reference
from intera.store.told import publish_counts
from intera.workflows.deliver_couriers import STAYS_HERE, Couriers, courier_for
from intera.workflows.record_deliveries import say_delivered

LOG = structlog.get_logger()
# Well under a second each, so that sending begins while the rest is still gone through.
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Expanded:
    """How many recipients one chunk looked at, and how many of them are told or skipped by name."""

    seen_count: int
    concerned_count: int


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways texts go out; none that leaves the house while a history is played and not lived."""

    couriers: Couriers
    is_played: bool = False

    def why_not(self, courier: Courier | None) -> SkipReason | None:
        """Why nothing goes this way; None when it does."""
        if courier is None:
            return SkipReason.NO_COURIER
        is_held = self.is_played and courier.name not in STAYS_HERE
        return SkipReason.PLAYED_HISTORY if is_held else None


def expand_chunk(engine: Engine, couriers: Couriers, *, chunk: int = CHUNK) -> Expanded | None:
    """Writes the deliveries of the next chunk of recipients of the oldest publication that has some left.

    Args:
        engine: of the worker.
        couriers: channels without one are skipped with that reason.
        chunk: how many recipients at most.

    Returns:
        What was done; None when every publication was gone through.
    """
    with engine.begin() as connection:
        found = publications.claim_unexpanded(connection)
        if found is None:
            return None
        wall_at = datetime.now(UTC)
        clock = read_clock(connection)
        at = clock.now(wall_at)
        list_id = found.list_id or _list_id(connection)
        listed: list[Recipient] = []
        if list_id is not None and not publications.ended_kind(connection, found.publication.publication_id):
            listed = recipients.read_recipients(connection, list_id, after=found.cursor, limit=chunk)
        rows = _rows(connection, found, listed, Ways(couriers, is_played=bool(clock.label)))
        publication_id = found.publication.publication_id
        deliveries.add_deliveries(connection, publication_id, rows, due_at=wall_at, at=at)
        publications.note_progress(
            connection,
            publication_id,
            list_id=list_id,
            cursor=listed[-1].recipient_id if listed else found.cursor,
            passed_over_count=len(listed) - len(rows),
            expanded_at=None if len(listed) == chunk else at,
        )
        publish_counts(connection, found.publication, at=at)
        publications.wake_senders(connection)
        if not rows:
            say_delivered(connection)
    LOG.info("recipients", publication_id=publication_id, seen=len(listed), concerned=len(rows))
    return Expanded(len(listed), len(rows))


def _list_id(connection: Connection) -> int | None:
    in_force = recipients.list_in_force(connection)
    return in_force[0] if in_force else None


def _rows(connection: Connection, found: OpenPublication, listed: list[Recipient], ways: Ways) -> list[DeliveryRow]:
    if not listed:
        return []
    ground = _ground(connection, found, listed)
    told = deliveries.addresses_taken(connection, found.publication.publication_id, [one.address for one in listed])
    rows: list[DeliveryRow] = []
    for recipient in listed:
        concern = judge_recipient(recipient, ground)
        if not concern.is_concerned:
            continue
        courier = courier_for(ways.couriers, recipient.channel, recipient.address)
        place = (recipient.channel.value, recipient.address)
        skip = concern.why_not or ways.why_not(courier)
        if skip is None and place in told:
            skip = SkipReason.DUPLICATE_ADDRESS
        if skip is None:
            told.add(place)
        name = courier.name if courier and skip is None else ""
        lane = f"{name} {courier.lane(recipient.address)}" if courier and skip is None else ""
        reason = skip.value if skip else ""
        rows.append(DeliveryRow(recipient.recipient_id, recipient.channel, recipient.address, name, lane, reason))
    return rows


def _ground(connection: Connection, found: OpenPublication, listed: list[Recipient]) -> Ground:
    publication, reach = found.publication, found.reach
    reference = load_reference(connection)
    operator = reference.operator if reference else Operator("", "UTC")
    inside, around = places_of(reach, operator, publication)
    ids = [one.recipient_id for one in listed]
    ground = Ground(
        publication,
        reach,
        inside,
        around,
        account_ids=_accounts(connection, operator, found, listed, inside),
        unsubscribed=recipients.unsubscribed_among(connection, ids),
    )
    if publication.kind is PublicationKind.WITHDRAWAL and publication.about_id:
        # Taking words back from somebody who never had them would only spread them.
        ground = replace(ground, untold=deliveries.untold_among(connection, publication.about_id, ids))
    return ground


def _accounts(
    connection: Connection,
    operator: Operator,
    found: OpenPublication,
    listed: list[Recipient],
    inside: frozenset[str],
) -> frozenset[str]:
    """The accounts in reach: those the judgement names, and those with a product there."""
    asked = sorted({one.account_id for one in listed if one.account_id is not None})
    reach = found.reach
    own = {
        one.account_id
        for service_id in reach.service_ids
        for one in operator.instances_by_service.get(service_id, ())
        if not inside or one.region_id is None or one.region_id in inside
    }
    kept = recipients.accounts_served(connection, asked, service_ids=reach.service_ids, region_ids=sorted(inside))
    return frozenset(reach.account_ids) | frozenset(own) | kept
