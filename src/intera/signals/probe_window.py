"""Which probe window of which product instance does a measurement state, or why can it not be one."""

from datetime import timedelta

from intera.model.interval import to_utc
from intera.model.measurement import Measurement
from intera.model.operator import Operator
from intera.model.signal import Scope
from intera.model.source import RejectedRecord, RejectReason, SourceRecord

# A window counts in the period it starts in, so one longer than a day would blur where a period ends.
# Source: house default; sla.metrics.availability.SAMPLES.
LONGEST_WINDOW_S = 24 * 3600

# Counts are kept in 32 bits. Source: ARCHITECTURE section 3; lake.tables.
MOST_SAMPLES = 2**31 - 1


def read_window(record: SourceRecord, operator: Operator) -> tuple[Measurement, Scope] | RejectedRecord:
    """The probe window a measurement states; without a start it is the one that ended with the statement.

    Args:
        record: a measurement whose instants have a zone.
        operator: holds the product instances.

    Returns:
        The window, its start in UTC, with the scope of its product instance; or the rejection with
        one sentence on what to do. An unknown reference is not repeated there: what a source calls
        a circuit may be hidden vocabulary.

    Source: PRODUCT E2, section 4 (Measurement -> DeliveredQos).
    """
    window_s, total, lost = record.window_s, record.sample_count, record.lost_sample_count
    if window_s is None or total is None or lost is None:
        return _missing(record)
    refused = _refuse_number(record, window_s, total, lost)
    if refused is not None:
        return refused
    length = timedelta(seconds=window_s)
    start_at = record.window_start_at or record.occurred_at - length
    if start_at + length > record.occurred_at:
        detail = "the window ends after the statement was made; send it once it has ended"
        return RejectedRecord(RejectReason.BAD_TIME, detail, record.event_key)
    reference = record.product_instance_ref.strip()
    if not reference:
        return _missing(record)
    instance = operator.find_product_instance(reference)
    if instance is None:
        detail = (
            "product_instance_ref names no product instance we hold; load it with the operator's data"
            " or correct the source's mapping"
        )
        return RejectedRecord(RejectReason.UNKNOWN_PRODUCT_INSTANCE, detail, record.event_key)
    region_ids = (instance.region_id,) if instance.region_id else ()
    scope = Scope(instance.service_id, region_ids, instance.partner_code)
    start_at = to_utc(start_at, "window_start_at")
    return Measurement(instance.product_instance_id, start_at, window_s, total, lost), scope


def _missing(record: SourceRecord) -> RejectedRecord:
    said = {
        "product_instance_ref": record.product_instance_ref.strip() or None,
        "window_s": record.window_s,
        "sample_count": record.sample_count,
        "lost_sample_count": record.lost_sample_count,
    }
    missing = ", ".join(name for name, value in said.items() if value is None)
    detail = f"a measurement needs {missing}; send it"
    return RejectedRecord(RejectReason.MISSING_FIELD, detail, record.event_key)


def _refuse_number(record: SourceRecord, window_s: int, total: int, lost: int) -> RejectedRecord | None:
    for name, number, lowest, highest in (
        ("window_s", window_s, 1, LONGEST_WINDOW_S),
        ("sample_count", total, 0, MOST_SAMPLES),
        ("lost_sample_count", lost, 0, total),
    ):
        if not lowest <= number <= highest:
            detail = f"{name} is {number}; it must be {lowest} to {highest}"
            return RejectedRecord(RejectReason.BAD_NUMBER, detail, record.event_key)
    return None
