"""A scenario is data: the same file gives the same events, whatever part of it is asked for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.connectors import CONNECTORS
from intera.model.ids import SourceId
from intera.model.operator import Operator
from intera.model.source import RejectedRecord
from intera.signals.normalise import normalise
from intera.workflows.load_operator import read_operator
from intera.workflows.scenario import (
    CommandEvent,
    RecordEvent,
    Scenario,
    ScenarioError,
    ScenarioEvent,
    expand,
    read_scenario,
)

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor"
START = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)

SMALL = """
clock:
  start_at: "2026-11-18T14:32:00+01:00"
  history_from: "2026-11-18T00:00:00+01:00"
  zone: Europe/Berlin
  label: Example
actors:
  lead: {name: K. Adeyemi, team: mobile-desk, role: service_assurance}
shapes:
  tests:
    source: synthetic-tests
    defaults: {verdict: fail, failing: null}
    body: {id: "${key}", at: "${at|iso}", area: "${area}", verdict: "${verdict}", failing: "${failing}"}
stories:
  drop:
    - {at: "+1m", record: tests, set: {area: "${area}"}}
    - {at: "${end}", record: tests, set: {area: "${area}", verdict: pass}}
timeline:
"""


@pytest.fixture(scope="session")
def northmoor() -> Operator:
    return read_operator(NORTHMOOR)


@pytest.fixture(scope="session")
def day() -> Scenario:
    return read_scenario(NORTHMOOR / "scenario.yaml")


def play(tmp_path: Path, operator: Operator, timeline: str, *, minutes: int = 10) -> list[ScenarioEvent]:
    path = tmp_path / "scenario.yaml"
    path.write_text(SMALL + timeline, encoding="utf-8")
    scenario = read_scenario(path)
    return list(expand(scenario, operator, start=START, until=START + timedelta(minutes=minutes)))


def seconds(events: Sequence[ScenarioEvent]) -> list[int]:
    return [int((event.at - START).total_seconds()) for event in events]


def bodies(events: Sequence[ScenarioEvent]) -> list[str]:
    return [event.body.decode() for event in events if isinstance(event, RecordEvent)]


def test_a_series_without_an_end_goes_on_for_ever(tmp_path: Path, northmoor: Operator) -> None:
    events = play(tmp_path, northmoor, '  - {every: 150s, from: "14:30", record: tests, set: {area: Coast}}')
    assert seconds(events) == [30, 180, 330, 480]


def test_a_series_ends_where_it_says_and_its_numbers_follow_ramp_and_table(tmp_path: Path, northmoor: Operator) -> None:
    entry = (
        '  - {every: 1m, from: "+0s", until: "+4m", record: tests, set: {area: Coast},'
        ' ramps: {failing: [["+0s", 10], ["+2m", 20]]}, wiggle: {failing: [0, 1]}}'
    )
    events = play(tmp_path, northmoor, entry)
    assert seconds(events) == [0, 60, 120, 180]
    assert [body.rsplit(":", 1)[1] for body in bodies(events)] == ["10}", "16}", "20}", "21}"]


def test_a_story_counts_from_its_own_start(tmp_path: Path, northmoor: Operator) -> None:
    events = play(tmp_path, northmoor, '  - {story: drop, at: ["+1m", "+4m"], set: {area: Coast, end: "+2m"}}')
    assert seconds(events) == [120, 180, 300, 360]
    assert len(set(bodies(events))) == 4


def test_a_command_names_its_person_its_incident_and_what_to_look_up(tmp_path: Path, northmoor: Operator) -> None:
    entry = (
        '  - {at: "+5m", command: move_checkpoint, by: lead, incident: {service: MBB-DATA, region: CST},'
        ' fields: {due_at: "15:00", promise: Lakes restored, reason: Lakes first}}'
    )
    (event,) = play(tmp_path, northmoor, entry)
    assert isinstance(event, CommandEvent)
    assert (event.person.name, event.person.team_id) == ("K. Adeyemi", "mobile-desk")
    assert (event.incident.service_id, event.incident.region_id) == ("mobile-data", "coast")
    assert event.fields["due_at"] == "2026-11-18T15:00:00+01:00"
    assert event.select == {"checkpoint": "open"}


def test_events_of_one_instant_keep_the_order_of_the_timeline(tmp_path: Path, northmoor: Operator) -> None:
    timeline = "\n".join(
        f'  - {{at: "+1m", record: tests, set: {{area: {area}}}}}' for area in ("West", "Coast", "East")
    )
    events = play(tmp_path, northmoor, timeline)
    assert [body.split('"area":"')[1].split('"')[0] for body in bodies(events)] == ["West", "Coast", "East"]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('{at: "+1m"}', "exactly one of record, command, story"),
        ('{at: "+1m", record: tests, story: drop}', "exactly one of record, command, story"),
        ('{at: "+1m", record: probes}', "there is no shape 'probes'"),
        ('{at: "+1m", record: tests}', "the slot 'area' has no value"),
        ('{at: "+1m", record: tests, set: {area: Coast}, color: red}', r"timeline\[0\]\.color: is not known here"),
        ("{at: soon, record: tests, set: {area: Coast}}", "is no time"),
        ('{every: often, from: "+1m", record: tests, set: {area: Coast}}', "is no span"),
        ('{at: "+1m", story: flood}', "there is no story 'flood'"),
        ('{at: "+1m", command: dance, by: lead, incident: {}}', "there is no 'dance'"),
        ('{at: "+1m", command: take_ownership, by: nobody, incident: {}}', "is nobody of a known team"),
        (
            '{at: "+1m", command: take_ownership, by: lead, incident: {service: tv, region: coast}}',
            "name a known service",
        ),
        ('{at: "+1m", command: take_ownership, by: lead, incident: {service: roaming}}', "name a known service"),
    ],
)
def test_what_cannot_be_played_is_found_before_anything_plays(
    tmp_path: Path, northmoor: Operator, entry: str, problem: str
) -> None:
    with pytest.raises(ScenarioError, match=problem):
        play(tmp_path, northmoor, f"  - {entry}", minutes=0)


def test_an_unknown_part_of_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(SMALL + "  - {at: x}\nweather: fine\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="weather: is not known here"):
        read_scenario(path)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 600))
def test_a_day_played_in_two_parts_is_the_same_day(day: Scenario, northmoor: Operator, minutes: int) -> None:
    end = day.start_at + timedelta(hours=11)
    cut = day.start_at + timedelta(minutes=minutes, seconds=minutes % 60)
    whole = list(expand(day, northmoor, start=day.start_at, until=end))
    parts = [
        *expand(day, northmoor, start=day.start_at, until=cut),
        *expand(day, northmoor, start=cut, until=end),
    ]
    assert parts == whole


def test_northmoor_speaks_in_words_its_sources_declare(day: Scenario, northmoor: Operator) -> None:
    events = list(expand(day, northmoor, start=day.history_from_at, until=day.start_at + timedelta(hours=8)))
    assert [event.at for event in events] == sorted(event.at for event in events)
    refused = 0
    keys: set[tuple[str, str]] = set()
    for event in events:
        if not isinstance(event, RecordEvent):
            continue
        source = northmoor.sources_by_id[SourceId(event.source_id)]
        record = CONNECTORS[source.connector].map(event.body, source)
        if isinstance(record, RejectedRecord):
            refused += 1
            continue
        assert record.occurred_at <= event.at, "nothing is told before it happened"
        signal = normalise(record, northmoor, digest="")
        assert not isinstance(signal, RejectedRecord)
        assert signal.scope.is_resolved
        key = (event.source_id, record.event_key)
        assert key not in keys, "two statements never share a name"
        keys.add(key)
    assert refused == 2, "two records are meant to be set aside"


def test_northmoor_never_falls_silent(day: Scenario, northmoor: Operator) -> None:
    start = day.start_at + timedelta(days=400)
    owing = {str(one.source_id): one.expected_every_s for one in northmoor.sources if one.expected_every_s}
    heard: dict[str, float] = {}
    for event in expand(day, northmoor, start=start, until=start + timedelta(seconds=max(owing.values()))):
        if isinstance(event, RecordEvent):
            heard.setdefault(event.source_id, (event.at - start).total_seconds())
    assert set(heard) == set(owing)
    assert {source for source, after_s in heard.items() if after_s > owing[source]} == set()
