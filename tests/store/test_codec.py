"""Stored nouns: what goes in comes out the same, and a damaged row is never half a noun."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection

from intera.model.agreement import Agreement, QosTarget
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.ids import AccountId, AgreementId
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.store import tables
from intera.store.codec import (
    DamagedRowError,
    NoStoredFormError,
    decode_case,
    decode_checkpoint,
    decode_operator,
    decode_signal,
    encode,
)
from intera.store.database import driver
from intera.store.loading import find_signals
from intera.store.staging import upsert_rows
from store.made import nouns
from store.samples import case_of, signal_of

AT = datetime(2026, 11, 18, tzinfo=UTC)
wide = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@wide
@given(nouns(Case))
def test_any_case_comes_back_the_same(case: Case) -> None:
    assert decode_case(encode(case)) == case


@given(nouns(Signal))
def test_any_signal_comes_back_the_same(signal: Signal) -> None:
    assert decode_signal(encode(signal)) == signal


@given(nouns(Checkpoint))
def test_any_checkpoint_comes_back_the_same(checkpoint: Checkpoint) -> None:
    assert decode_checkpoint(encode(checkpoint)) == checkpoint


@wide
@given(nouns(Operator))
def test_any_operator_comes_back_the_same(operator: Operator) -> None:
    assert decode_operator(encode(operator)) == operator


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nouns(Signal))
def test_any_signal_survives_the_database(writer: Connection, signal: Signal) -> None:
    names = ("signal_id", "incident_id", "correlation_key", "occurred_at", "body")
    row = ("desk/TT-1", "", "", AT, encode(signal))
    with driver(writer).transaction(force_rollback=True):
        upsert_rows(driver(writer).cursor(), tables.SIGNAL, names, [row])
        kept = [one.signal for found in find_signals(writer, ["desk/TT-1"]).values() for one in found]
    assert kept == [signal]


def test_a_ratio_is_kept_exactly_and_readably() -> None:
    assert '"target_ratio":"9995/10000"' not in encode(QosTarget("availability", Fraction(9995, 10000)))
    assert '"target_ratio":"1999/2000"' in encode(QosTarget("availability", Fraction(9995, 10000)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"lifecycle":"active"', '"lifecycle":"asleep"'),
        ('"opened_at":"2026-11-18T13:32:00Z"', '"opened_at":"yesterday"'),
        ('"version":1', '"version":"1"'),
        ('"incident":', '"accident":'),
        ("}", ""),
    ],
)
def test_a_damaged_case_is_an_error_that_says_what_to_do(old: str, new: str) -> None:
    stored = encode(case_of())
    assert old in stored
    with pytest.raises(DamagedRowError, match=r"stored Case cannot be read back: .*Restore the row from a backup"):
        decode_case(stored.replace(old, new))


@pytest.mark.parametrize("stored", ["", "null", "[]", "{}", "\x00", '{"signal_id": 1}'])
def test_a_text_that_holds_no_noun_is_an_error(stored: str) -> None:
    for decode in (decode_case, decode_checkpoint, decode_operator, decode_signal):
        with pytest.raises(DamagedRowError):
            decode(stored)


@pytest.mark.parametrize("ratio", ["", "1/0", "half", "1/2/3", "0.5.5"])
def test_a_damaged_ratio_is_an_error(ratio: str) -> None:
    target = QosTarget("availability", Fraction(1, 2))
    agreement = Agreement(AgreementId("G"), AccountId("A"), (), (target,))
    stored = encode(Operator("Northmoor", "UTC", agreements=(agreement,)))
    assert decode_operator(stored).agreements == (agreement,)
    with pytest.raises(DamagedRowError):
        decode_operator(stored.replace('"1/2"', f'"{ratio}"'))


def test_a_value_without_a_stored_form_is_refused_at_once() -> None:
    with pytest.raises(NoStoredFormError, match=r"complex has no stored form; give it one in store/codec\.py"):
        encode({"x": 1j})


def test_a_signal_is_not_a_case() -> None:
    with pytest.raises(DamagedRowError):
        decode_case(encode(signal_of()))


def test_a_signal_stored_before_it_had_facets_is_read_without_any() -> None:
    stored = encode(signal_of())
    older = stored.replace(',"facets":[]', "")
    assert older != stored
    assert decode_signal(older) == signal_of()
    assert decode_signal(older).facets == ()
