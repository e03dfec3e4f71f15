"""Is the record there that a contract asks for, and in time.

Source: cases int-2 (an unreported short outage), vz-dia-5 (a ticket within 72 hours).
"""

from intera.sla.language.clock_terms import RequireTerms
from intera.sla.language.facts import OutageFacts


def is_record_in_time(outage: OutageFacts, record: str, *, within: int | None, after: str) -> bool:
    """Whether a record of an outage is there, at most so long after another.

    Args:
        outage: the outage with its records.
        record: the name of the record asked for.
        within: elapsed seconds, None for any time.
        after: the record the time runs from.

    Returns:
        True also where it is only known that the customer reported it, but not when.
    """
    moments = outage.moments()
    said = moments.get(record)
    if said is None:
        return record == "reported_at" and outage.reported is True
    start = moments.get(after)
    return within is None or (start is not None and said - start <= within)


def is_required_record_there(outage: OutageFacts, terms: RequireTerms) -> bool:
    """Whether an outage has what the contract asks of it; a longer one than `if_up_to` needs nothing."""
    if terms.if_up_to is not None and (outage.to is None or outage.to - outage.from_ > terms.if_up_to):
        return True
    return is_record_in_time(outage, terms.record, within=terms.within, after=terms.after)
