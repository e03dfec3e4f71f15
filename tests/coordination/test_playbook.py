"""The shipped playbook, and bad ones refused."""

import copy
from typing import Any

import pytest

from intera.coordination.playbook import Criterion, Playbook, PlaybookError, Stage, parse_playbook
from intera.model.verdict import Severity


def test_the_shipped_playbook_parses(playbook: Playbook) -> None:
    assert (playbook.name, playbook.version) == ("Checkpoint playbook", "4")
    assert [playbook.cadence_min[severity] for severity in Severity] == [30, 60, 240, 1440]
    assert set(playbook.promises) == set(Stage)
    assert [rule.criterion for rule in playbook.closure] == list(Criterion)
    assert [playbook.stable_min(severity) for severity in Severity] == [60, 30, 15, 1]


@pytest.mark.parametrize(
    ("path", "value", "key", "remedy"),
    [
        ("name", None, "name", "write it as text"),
        ("version", "", "version", "write it as text"),
        ("colour", 1, "colour", "delete it"),
        ("round_to_min", 0, "round_to_min", "whole minutes"),
        ("cadence_min/P1", 9, "cadence_min.P1", "from 10"),
        ("cadence_min/P1", "30", "cadence_min.P1", "whole minutes"),
        ("cadence_min/P1", True, "cadence_min.P1", "whole minutes"),
        ("cadence_min/P1", 90, "cadence_min.P1", "promise sooner"),
        ("cadence_min/P3", None, "cadence_min.P3", "whole minutes"),
        ("cadence_min/P5", 30, "cadence_min.P5", "delete it"),
        ("cadence_min", 30, "cadence_min", "must be a mapping"),
        ("promises/active", [], "promises.active", "at least one"),
        ("promises/active", [" "], "promises.active[0]", "write it as text"),
        ("promises/restored", ["Stable for {n} min"], "promises.restored[0]", "use {stable_min}"),
        ("promises/closed", ["x"], "promises.closed", "delete it"),
        ("closure", None, "closure", "at least one"),
        ("closure/0/criterion", "calm", "closure[0].criterion", "use one of stable"),
        ("closure/0/minutes", {"P1": 60}, "closure[0].minutes.P2", "whole minutes"),
        ("closure/1/minutes", {"P1": 60}, "closure[1].minutes", "only to it"),
        ("closure/3/severities", ["P9"], "closure[3].severities", "use P1, P2, P3 or P4"),
        ("closure/3/name", None, "closure[3].name", "write it as text"),
    ],
)
def test_a_bad_playbook_is_refused_with_its_key_and_what_to_do(
    path: str, value: object, key: str, remedy: str, raw_playbook: dict[str, Any]
) -> None:
    raw = copy.deepcopy(raw_playbook)
    place: Any = raw
    *parents, last = path.split("/")
    for parent in parents:
        place = place[int(parent)] if isinstance(place, list) else place[parent]
    place[last] = value
    with pytest.raises(PlaybookError) as refused:
        parse_playbook(raw)
    assert refused.value.key == key
    assert remedy in str(refused.value)
