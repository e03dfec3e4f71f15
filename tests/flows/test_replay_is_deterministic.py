"""The same history ends in the same state, however it is delivered (issue 2, "Numbers")."""

import os
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.drive import new_worker, put_in, take_batch
from flows.state_digest import State, differences, state_of, wipe
from flows.town import ACCOUNTS, CARE, DESK, HEALTH, TESTS, WORKS, after, says, town
from intera.model.ids import SourceId
from intera.model.operator import Operator
from intera.model.recurrence import ProblemRecord
from intera.model.source import RecordKind, Source
from intera.store.inbox import ArrivedRecord
from intera.workflows.open_installation import Installation
from intera.workflows.replay_file import UCI
from intera.workflows.replay_history import read_history

SAMPLE = Path(__file__).parents[2] / "examples" / "uci_sample" / "incident_events.csv"
Records = Sequence[ArrivedRecord]
# Each example replays a log three times on a real database, about a second here.
SEEDS = (1, 2)
EXAMPLES = int(os.environ.get("INTERA_TEST_EXAMPLES", "20"))


@dataclass(frozen=True)
class Stage:
    """An installation that can be emptied and fed again and again."""

    installation: Installation
    load: Callable[[Installation, Operator], None]
    operator: Operator

    def play(self, records: Records, *, limit: int = 2000, forgets: bool = False) -> State:
        """The state after feeding records into an empty database; `forgets` starts a new worker for each batch."""
        wipe(self.installation)
        self.load(self.installation, self.operator)
        writer = self.installation.writer_engine()
        worker = new_worker(self.installation, writer)
        put_in(self.installation, records)
        while take_batch(worker, limit=limit):
            if forgets:
                worker = new_worker(self.installation, writer)
        state = state_of(writer)
        writer.dispose()
        return state


def shuffled_within_instants(records: Records, seed: int) -> list[ArrivedRecord]:
    chance = random.Random(seed)
    found: list[ArrivedRecord] = []
    for _, group in groupby(records, key=lambda record: record.received_at):
        tied = list(group)
        chance.shuffle(tied)
        found += tied
    return found


def tripled(records: Records) -> list[ArrivedRecord]:
    return [record for record in records for _ in range(3)]


def tripled_later(records: Records, seed: int) -> list[ArrivedRecord]:
    """Each record once in time and twice more at later instants, as a retrying sender delivers."""
    chance = random.Random(seed)
    copies: list[ArrivedRecord] = list(records)
    for place, record in enumerate(records):
        for _ in range(2):
            later = records[chance.randrange(place, len(records))].received_at
            copies.append(replace(record, received_at=later))
    # Sorting is stable, so the first delivery stays the first.
    return sorted(copies, key=lambda record: record.received_at)


def assert_same(found: State, expected: State) -> None:
    assert found.digest == expected.digest, "\n".join(differences(expected, found)[:6])[:6000]
    assert found.decisions == expected.decisions


@pytest.fixture
def history() -> Records:
    with SAMPLE.open("rb") as file:
        return read_history(file, UCI).records


def test_the_sample_ends_in_the_same_state_however_it_is_delivered(
    installation: Installation, load: Callable[[Installation, Operator], None], history: Records
) -> None:
    stage = Stage(installation, load, Operator("Replayed history", "UTC", sources=(UCI,)))
    expected = stage.play(history)
    assert len(expected.rows["incident"]) > 100
    assert len(expected.decisions) >= len(history)
    assert_same(stage.play(history), expected)
    for seed in SEEDS:
        assert_same(stage.play(shuffled_within_instants(history, seed)), expected)
    assert_same(stage.play(tripled(history)), expected)
    assert_same(stage.play(tripled_later(history, 3)), expected)
    assert_same(stage.play(shuffled_within_instants(tripled(history), 4), limit=64), expected)
    assert_same(stage.play(history, limit=40), expected)
    assert_same(stage.play(history, limit=150, forgets=True), expected)


# --- generated logs -----------------------------------------------------------------------------

_STATES = {TESTS: ("degraded", "ok"), HEALTH: ("degraded", "ok"), CARE: ("degraded", "ok"), ACCOUNTS: ("degraded",)}
_TICKET_STATES = ("open", "open", "restored", "closed", "cancelled")
# Often the same instant, sometimes past the window in which signals still join, sometimes so long that a
# pattern's thirty days are over.
_PAUSES_MIN = (0, 0, 0, 1, 5, 31, 200, 400, 9 * 1440, 31 * 1440)


def _ticket(draw: st.DrawFn, about: Mapping[str, object], number: int, minute: int) -> ArrivedRecord:
    """A ticket with a claim that rises and falls, and a start that may be stated late, early or mistyped."""
    started = draw(st.sampled_from((None, None, 0, 7, 600, 40 * 1440)))
    return says(
        DESK,
        f"e{number}",
        minute,
        external_id=f"T{draw(st.integers(1, 3))}",
        state=draw(st.sampled_from(_TICKET_STATES)),
        revision=draw(st.integers(0, 2)),
        claimed_priority=draw(st.sampled_from((None, 1, 2, 3))),
        owner_ref=draw(st.sampled_from((None, "Mobile Desk"))),
        onset_at=after(minute - started).isoformat() if started is not None else None,
        **about,
    )


def _work(draw: st.DrawFn, about: Mapping[str, object], number: int, minute: int) -> ArrivedRecord:
    """A planned work that is announced, moved and taken back."""
    start = minute + draw(st.sampled_from((-30, -5, 0, 60)))
    return says(
        WORKS,
        f"e{number}",
        minute,
        external_id=f"W{draw(st.integers(1, 2))}",
        state=draw(st.sampled_from(("open", "open", "cancelled"))),
        revision=draw(st.integers(0, 2)),
        onset_at=after(start).isoformat(),
        ended_at=draw(st.sampled_from((after(start + 90).isoformat(), None))),
        **{name: value for name, value in about.items() if name != "symptom_ref"},
    )


@st.composite
def logs(draw: st.DrawFn) -> list[ArrivedRecord]:
    """A few incidents over hours or months: ties, reopened tickets, claims, tests, contacts, works mixed."""
    records: list[ArrivedRecord] = []
    minute = 0
    for number in range(draw(st.integers(3, 18))):
        minute += draw(st.sampled_from(_PAUSES_MIN))
        source = draw(st.sampled_from((TESTS, HEALTH, CARE, ACCOUNTS, DESK, DESK, WORKS)))
        service = draw(st.sampled_from(("mobile", "mobile", "vpn", "elsewhere")))
        regions = draw(st.sampled_from((["coast"], ["lakes"], ["coast", "lakes"], None)))
        about = {"service_ref": service, "region_refs": regions, "symptom_ref": "slow"}
        if source in (DESK, WORKS):
            records.append((_ticket if source == DESK else _work)(draw, about, number, minute))
            continue
        extra = (
            {"account_refs": ["port"]} if source == ACCOUNTS else {"failing_percent": draw(st.sampled_from((20, 70)))}
        )
        series = f"{source}-{draw(st.integers(1, 2))}"
        state = draw(st.sampled_from(_STATES[source]))
        records.append(says(source, f"e{number}", minute, external_id=series, state=state, **about, **extra))
    return records


def test_generated_logs_end_in_the_same_state_however_they_are_delivered(
    installation: Installation, load: Callable[[Installation, Operator], None]
) -> None:
    stage = Stage(installation, load, _town_with_problems())
    learned: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(records=logs(), seed=st.integers(0, 999), limit=st.integers(2, 6))
    def check(records: list[ArrivedRecord], seed: int, limit: int) -> None:
        expected = stage.play(records)
        learned.update({name: len(rows) for name, rows in expected.rows.items()})
        assert_same(stage.play(shuffled_within_instants(tripled_later(records, seed), seed)), expected)
        assert_same(stage.play(shuffled_within_instants(records, seed + 1), limit=limit, forgets=True), expected)

    check()
    # The logs must reach what they are made for.
    assert learned["outcome"] > 0
    assert learned["change_strength"] > 0


def test_a_work_taken_back_or_told_late_is_remembered_alike_by_every_worker(
    installation: Installation, load: Callable[[Installation, Operator], None]
) -> None:
    stage = Stage(installation, load, _town_with_problems())
    span = {"external_id": "W1", "onset_at": after(60).isoformat(), "ended_at": after(120).isoformat()}
    trouble = {"state": "open", "region_refs": ["coast"], "onset_at": after(70).isoformat()}
    announced = says(WORKS, "w1", 0, state="open", revision=1, **span)
    taken_back = says(WORKS, "w2", 5, state="cancelled", revision=2, **span)
    told_late = says(WORKS, "w0", 10, state="open", revision=0, **span)
    ticket = says(DESK, "t1", 80, external_id="T1", **trouble)
    for records in ([announced, taken_back, ticket], [announced, taken_back, told_late, ticket]):
        expected = stage.play(records, limit=1, forgets=True)
        assert_same(stage.play(records), expected)
        assert not any("W1" in row for row in expected.rows["incident"])


def _town_with_problems() -> Operator:
    known = town()
    works = Source(SourceId(WORKS), "Planned works", "cloudevents", RecordKind.PLANNED_WORK)
    problem = ProblemRecord("PRB-1", "Mobile data at the coast", "mobile-desk", after(60 * 1440), "mobile")
    return replace(known, sources=(*known.sources, works), problems=(problem,))
