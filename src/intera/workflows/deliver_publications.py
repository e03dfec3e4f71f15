"""Delivers what was released: takes deliveries in hand, sends them, and notes what became of each.

A delivery is in hand, committed, before it is sent. What a killed sender had in hand is sent again
where the other side tells a repetition by its id; else it is unsure, and only a person sends it
again (ADR-0020). Any number of senders may work at once.
"""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Generator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog
from sqlalchemy import Connection, Engine, text

from intera.couriers.port import Arrival, Courier, Message, Outcome
from intera.model.publication import Publication
from intera.store import deliveries, publications
from intera.store.clock import read_clock
from intera.store.database import UNREACHABLE, driver
from intera.store.deliveries import ClaimedDelivery, Wanted
from intera.store.told import publish_counts
from intera.workflows.deliver_couriers import Couriers
from intera.workflows.deliver_expansion import expand_chunk
from intera.workflows.deliver_pace import Lanes, Pace, mark_of
from intera.workflows.record_deliveries import say_delivered

LOG = structlog.get_logger()
WAIT_S = 1.0
RETRY_S = 2.0
# A counted page is never older than this while a publication is being delivered.
COUNT_EVERY_S = 1.0
RECOVER_EVERY_S = 5.0
# How long what just ended waits for others that end at the same time.
GATHER_S = 0.02
CLAIMANT_BITS = 31
_REMEMBERED = 32


@dataclass(slots=True)
class Sender:
    """One sender: its couriers, what it has in hand, and which lanes are in trouble.

    While `is_ending` it takes nothing new in hand.
    """

    engine: Engine
    couriers: Couriers
    pace: Pace = field(default_factory=Pace)
    claimant: int = field(default=0, init=False)
    is_ending: bool = field(default=False, init=False)
    lanes: Lanes = field(init=False)
    in_hand: dict[Future[Outcome], ClaimedDelivery] = field(default_factory=dict[Future[Outcome], ClaimedDelivery])
    _by_name: dict[str, Courier] = field(init=False)
    _pools: dict[str, ThreadPoolExecutor] = field(default_factory=dict[str, ThreadPoolExecutor])
    _known: dict[str, Publication] = field(default_factory=dict[str, Publication])
    _uncounted: dict[str, float] = field(default_factory=dict[str, float])

    def __post_init__(self) -> None:
        """Starts with every lane free."""
        self.lanes = Lanes(self.pace)
        self._by_name = {courier.name: courier for courier in self.couriers.values()}

    def begin(self, connection: Connection) -> None:
        """Begins on a connection of its own, under a number that ends with it.

        A number is never used twice: what a lost connection left in hand is found by whoever looks.
        """
        self.settle()
        self.claimant = secrets.randbits(CLAIMANT_BITS)
        deliveries.hold_claimant(connection, self.claimant)

    def recover(self) -> None:
        """Frees what senders that live no more had in hand."""
        repeatable = {courier.name for courier in self.couriers.values() if courier.is_idempotent}
        with self.engine.begin() as connection:
            wall_at, at = _now(connection)
            freed = deliveries.recover_deliveries(connection, repeatable, now=wall_at, at=at)
        if freed:
            LOG.warning("deliveries_interrupted", **freed)

    def rehome(self) -> None:
        """Gives what waits to the couriers set up now."""
        with self.engine.begin() as connection:
            for channel, courier in self.couriers.items():
                deliveries.change_courier(connection, channel.value, courier.name)

    def take_turns(self, *, timeout_s: float) -> int:
        """Notes what came to an end and takes as much in hand instead, in one transaction; how much that was."""
        done = self._done(timeout_s)
        ended = [(self.in_hand[future], self._outcome(future)) for future in done]
        wall_at = datetime.now(UTC)
        marks = [mark_of(one, outcome, self.pace, now=wall_at) for one, outcome in ended]
        for one, outcome in ended:
            self.lanes.note(one.lane, outcome.arrival)
            self._uncounted.setdefault(one.publication_id, time.monotonic())
        kept = [one for future, one in self.in_hand.items() if future not in done]
        with self.engine.begin() as connection:
            wall_at, at = _now(connection)
            deliveries.mark_deliveries(connection, self.claimant, marks, at=at)
            claimed = [] if self.is_ending else self._claim(connection, kept, wall_at, at)
            messages = [self._message(connection, one) for one in claimed]
        # Only now: what could not be marked is marked the next time.
        for future in done:
            del self.in_hand[future]
        for one, message in zip(claimed, messages, strict=True):
            self.in_hand[self._pool(one.courier).submit(self._by_name[one.courier].send, message)] = one
        return len(ended) + len(claimed)

    def _done(self, timeout_s: float) -> set[Future[Outcome]]:
        if not self.in_hand:
            return set()
        done, going = wait(list(self.in_hand), timeout=timeout_s, return_when=FIRST_COMPLETED)
        if done and going:
            # One transaction for many is worth a moment.
            more, _ = wait(going, timeout=GATHER_S, return_when=ALL_COMPLETED)
            done |= more
        return done

    def _claim(
        self, connection: Connection, kept: list[ClaimedDelivery], wall_at: datetime, at: datetime
    ) -> list[ClaimedDelivery]:
        claimed: list[ClaimedDelivery] = []
        for name in self._by_name:
            mine = [one for one in kept if one.courier == name]
            free = self.pace.threads - len(mine)
            if free <= 0:
                continue
            wanted = Wanted(name, self.lanes.held(), Counter(one.lane for one in mine), self.pace.each, free)
            claimed += deliveries.claim_deliveries(connection, self.claimant, wanted, now=wall_at, at=at)
        return claimed

    def _pool(self, name: str) -> ThreadPoolExecutor:
        # A pool for each courier: one whose server never answers must not hold up another.
        if name not in self._pools:
            self._pools[name] = ThreadPoolExecutor(self.pace.threads, f"courier-{name}")
        return self._pools[name]

    def _outcome(self, future: Future[Outcome]) -> Outcome:
        error = future.exception()
        if error is None:
            return future.result()
        # Broken is not the same as refused: whether it went out is not known.
        LOG.error("courier_failed", exc_info=error)
        return Outcome(Arrival.UNSURE, "broken", f"{type(error).__name__}: {error}"[:300])

    def count(self, *, at_once: bool = False) -> None:
        """Counts publications anew for the pages once they moved a while ago."""
        since = time.monotonic() - (0 if at_once else COUNT_EVERY_S)
        due = [name for name, moved in self._uncounted.items() if moved <= since]
        for name in due:
            with self.engine.begin() as connection:
                _, at = _now(connection)
                publish_counts(connection, self._publication(connection, name), at=at)
                say_delivered(connection)
            del self._uncounted[name]

    def work(self) -> int:
        """One round: a chunk of recipients, what came to an end, what can be taken in hand; how much that was."""
        expanded = expand_chunk(self.engine, self.couriers)
        turned = self.take_turns(timeout_s=0 if expanded else 0.2)
        self.count(at_once=not self.in_hand)
        return turned + (1 if expanded else 0)

    def settle(self) -> None:
        """Waits for what is in hand and notes it, taking nothing new; each sending has an end."""
        self.is_ending = True
        try:
            while self.in_hand:
                self.take_turns(timeout_s=self.pace.wait_s)
        finally:
            self.is_ending = False

    def close(self) -> None:
        """Ends once what is in hand is known."""
        self.settle()
        self.count(at_once=True)
        for pool in self._pools.values():
            pool.shutdown()
        self._pools.clear()

    def _publication(self, connection: Connection, publication_id: str) -> Publication:
        known = self._known.get(publication_id)
        if known is None:
            known = publications.load_publication(connection, publication_id)
            if known is None:
                raise LookupError(f"there is no publication {publication_id}")
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[publication_id] = known
        return known

    def _message(self, connection: Connection, one: ClaimedDelivery) -> Message:
        publication = self._publication(connection, one.publication_id)
        words = next(words for words in publication.texts if words.channel is one.channel)
        about = publication.about_id
        return Message(
            delivery_id=one.delivery_id,
            publication_id=publication.publication_id,
            incident_id=publication.incident_id,
            recipient_id=one.recipient_id,
            channel=one.channel,
            address=one.address,
            kind=publication.kind.value,
            language=publication.language,
            subject=words.subject,
            body=words.body,
            released_at=publication.released_at,
            next_update_at=publication.next_update_at,
            about_id=about,
            about_delivery_id=deliveries.delivery_id_of(about, one.recipient_id) if about else "",
        )


def _now(connection: Connection) -> tuple[datetime, datetime]:
    wall_at = datetime.now(UTC)
    return wall_at, read_clock(connection).now(wall_at)


@contextmanager
def _alive(sender: Sender) -> Generator[Connection]:
    """The sender's own connection, on which it shows that it lives."""
    with sender.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        sender.begin(connection)
        try:
            yield connection
        finally:
            with suppress(*UNREACHABLE):
                deliveries.let_go_claimant(connection, sender.claimant)


def keep_delivering(sender: Sender, stop: threading.Event) -> None:
    """Delivers until told to stop.

    Args:
        sender: the sender.
        stop: set to end it once what is in hand is known.
    """
    while not stop.is_set():
        try:
            with _alive(sender) as connection:
                connection.execute(text(f"listen {publications.WAKE}"))
                sender.rehome()
                _deliver(sender, connection, stop)
        except UNREACHABLE as error:
            LOG.warning("out_of_reach", error=str(error).split("\n", maxsplit=1)[0])
            stop.wait(RETRY_S)
        except Exception:
            LOG.exception("delivering_failed")
            stop.wait(RETRY_S)


def _deliver(sender: Sender, connection: Connection, stop: threading.Event) -> None:
    listening = driver(connection)
    recovered_at = -RECOVER_EVERY_S
    while not stop.is_set():
        if time.monotonic() - recovered_at >= RECOVER_EVERY_S:
            sender.recover()
            recovered_at = time.monotonic()
        busy = sender.work()
        if not busy and not sender.in_hand:
            list(listening.notifies(timeout=WAIT_S, stop_after=1))
    sender.close()


def deliver_all(sender: Sender) -> None:
    """Delivers everything that can be delivered now, and ends."""
    with _alive(sender):
        sender.recover()
        while sender.work() or sender.in_hand:
            pass
        sender.close()


def expand_all(engine: Engine, couriers: Couriers) -> None:
    """Goes through every recipient of every publication, and sends nothing."""
    while expand_chunk(engine, couriers) is not None:
        pass
