"""Sends again what failed or may not have arrived, because a person asked for it; by one decision."""

from datetime import UTC, datetime

from intera.model.ids import IncidentId
from intera.store import deliveries, publications
from intera.store.told import publish_counts
from intera.store.unit_of_work import UnitOfWork
from intera.workflows.commands.deliveries import decide_again, read_again
from intera.workflows.commands.given import CommandRefusedError, Given
from intera.workflows.record_judgement import ruled
from intera.workflows.world import World

SEND_AGAIN = "send_again"


def send_again(work: UnitOfWork, world: World, given: Given, incident_id: IncidentId) -> None:
    """Puts deliveries back to waiting, under the ids they had.

    Args:
        work: the unit of work.
        world: knows the operator.
        given: the command.
        incident_id: the incident the publication must belong to.

    Raises:
        CommandRefusedError: there is no such publication, it was corrected or withdrawn, or nothing is left.
    """
    again = read_again(given)
    publication = publications.load_publication(work.connection, again.publication_id)
    if publication is None or publication.incident_id != incident_id:
        raise CommandRefusedError("unknown_publication", "There is no such publication.")
    if publications.ended_kind(work.connection, publication.publication_id):
        raise CommandRefusedError("ended", "This publication was corrected or withdrawn. Nothing of it is sent again.")
    count = deliveries.send_again(
        work.connection,
        publication.publication_id,
        channel=again.channel,
        states=[state.value for state in again.states],
        now=datetime.now(UTC),
        at=given.at,
    )
    decision = decide_again(given, again, incident_id, count)
    work.decide(ruled(decision, world.rules.operator), incident_id)
    publications.note_finished(work.connection, publication.publication_id, None)
    publish_counts(work.connection, publication, at=given.at)
    publications.wake_senders(work.connection)
    work.announce("incident", incident_id, 0)
