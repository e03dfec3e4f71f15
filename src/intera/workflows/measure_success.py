"""The success metrics of an installation: what is on record of telling, asking, repeating, finding and reading."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from intera.coordination.escalation_noise import escalation_noise
from intera.coordination.success import (
    measure_asking,
    measure_finding,
    measure_repeating,
    measure_telling,
    share_metric,
)
from intera.model.contact import Contact
from intera.model.interval import Interval
from intera.model.operator import Operator
from intera.model.share import wilson
from intera.recurrence.rate import repeat_rate
from intera.roles.release_success import WINDOW_DAYS, RoleReads, Success
from intera.store.contact_history import Agreement, count_agreement, first_contact_at, load_contacts
from intera.store.page_reads import PageReads, load_reads
from intera.workflows.measure_repeats import measure_repeats
from intera.workflows.read_case_facts import CaseFacts

_WINDOW = timedelta(days=WINDOW_DAYS)


def read_success(
    connection: Connection, facts: Sequence[CaseFacts], operator: Operator, *, since_at: datetime, at: datetime
) -> Success:
    """The metrics with what only the store knows: contacts, reads, and whether all roles read the same.

    Args:
        connection: the worker's.
        facts: incidents opened in the last 60 days or more, oldest first.
        operator: holds the problem records.
        since_at: when the installation's record begins.
        at: the instant asked about.

    Returns:
        What the board of success is made of.
    """
    return measure_success(
        facts,
        operator,
        load_contacts(connection, since=at - 2 * _WINDOW),
        (
            load_reads(connection, since=(at - _WINDOW).date()),
            count_agreement(connection),
            first_contact_at(connection),
        ),
        since_at=since_at,
        at=at,
    )


def measure_success(
    facts: Sequence[CaseFacts],
    operator: Operator,
    contacts: Sequence[Contact],
    read: tuple[Sequence[PageReads], Agreement, datetime | None],
    *,
    since_at: datetime,
    at: datetime,
) -> Success:
    """The success metrics of the last 30 days beside the 30 before, which stay blank where the record is younger.

    Args:
        facts: incidents, oldest first.
        operator: holds the problem records.
        contacts: of the last 60 days.
        read: reads by role and page, agreement among roles, and when the first contact was recorded.
        since_at: when the installation's record begins.
        at: the instant asked about.

    Returns:
        What the board is made of.

    Source: PRODUCT M1 to M5; issue 4, section 8.
    """
    reads, agreement, recording_at = read
    span, span_before = Interval(at - _WINDOW, at), Interval(at - 2 * _WINDOW, at - _WINDOW)
    has_before = since_at <= span_before.start_at
    cases = [one.case for one in facts]
    opened = [case for case in cases if span.contains(case.incident.opened_at)]
    opened_before = [case for case in cases if span_before.contains(case.incident.opened_at)]
    noise = escalation_noise(cases, contacts, span=span)
    # Before the first contact on record nobody wrote contacts down, so that span's silence means nothing.
    noise_before = None
    if has_before and recording_at is not None and recording_at < span.start_at:
        noise_before = escalation_noise(cases, contacts, span=span_before)
    occurrences = [one.occurrence for one in facts]
    rate = repeat_rate(occurrences, start_at=span.start_at, end_at=at)
    rate_before = repeat_rate(occurrences, start_at=span_before.start_at, end_at=span.start_at)
    patterns = measure_repeats(facts, operator, at=at).patterns
    owned_count = sum(pattern.problem is not None and bool(pattern.problem.owner) for pattern in patterns)
    found_before = measure_finding(opened_before, contacts, None).share.now
    return Success(
        asking=measure_asking(noise, noise_before, has_contacts=recording_at is not None),
        telling=share_metric(
            measure_telling(opened, at=at),
            measure_telling(opened_before, at=at)[0] if has_before else None,
            nothing="no incident that customers felt",
        ),
        repeating=measure_repeating(rate, rate_before if has_before else None),
        owned=wilson(owned_count, len(patterns)),
        finding=measure_finding(opened, contacts, found_before if has_before else None),
        noise=noise,
        reads=tuple(RoleReads(one.role, one.page, one.read_count) for one in reads),
        agreement=wilson(agreement.agreeing_count, agreement.incident_count),
        since_at=since_at,
    )
