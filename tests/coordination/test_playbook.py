"""The shipped playbook, and bad ones refused."""

import copy
from typing import Any

import pytest

from intera.coordination.playbook import (
    Criterion,
    EtaBar,
    Playbook,
    PlaybookError,
    Stage,
    TaskNotice,
    parse_playbook,
)
from intera.model.verdict import Severity


def test_the_shipped_playbook_parses(playbook: Playbook) -> None:
    assert (playbook.name, playbook.version) == ("Checkpoint playbook", "5")
    assert [playbook.cadence_min[severity] for severity in Severity] == [30, 60, 240, 1440]
    assert set(playbook.promises) == set(Stage)
    assert [rule.criterion for rule in playbook.closure] == list(Criterion)
    assert [playbook.stable_min(severity) for severity in Severity] == [60, 30, 15, 1]
    assert [(rung.name, rung.after_min) for rung in playbook.ladder] == [
        ("Owner team lead", 0),
        ("Duty manager", 15),
        ("Head of Service Assurance", 45),
    ]
    assert playbook.profiles_in_force == ()
    assert [profile.name for profile in playbook.profiles] == ["au"]
    assert playbook.task_notices == {TaskNotice.ESCALATED}


def test_what_an_older_playbook_does_not_say_has_a_house_answer(raw_playbook: dict[str, Any]) -> None:
    raw = {key: raw_playbook[key] for key in raw_playbook if key not in ("escalation", "eta_for", "profiles")}
    older = parse_playbook({key: raw[key] for key in raw if key != "task_notices"})
    assert (older.ladder, older.profiles) == (parse_playbook(raw_playbook).ladder, ())
    assert older.eta_for == {"internal": EtaBar.ANY, "customer": EtaBar.MEDIUM}
    assert older.task_notices == frozenset()


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
        ("closure/3/told_by", ["rumour"], "closure[3].told_by", "use publication"),
        ("closure/1/told_by", ["publication"], "closure[1].told_by", "only to it"),
        ("closure/4/reasons", ["tired"], "closure[4].reasons", "is not known here"),
        ("closure/4/kinds", None, "closure[4].kinds", "at least one"),
        ("eta_for/customer", "perhaps", "eta_for.customer", "use any, medium"),
        ("eta_for", "never", "eta_for", "must be a mapping"),
        ("escalation", [], "escalation", "at least one"),
        ("escalation/0/after_min", 5, "escalation[0].after_min", "must be 0"),
        ("escalation/1/after_min", 0, "escalation[1].after_min", "later than the rung below"),
        ("escalation/1/name", "", "escalation[1].name", "write it as text"),
        ("escalation/1/team", " ", "escalation[1].team", "write it as text"),
        ("escalation/1/person", "R. Novak", "escalation[1].person", "delete it"),
        ("profiles/0/for_audience", "internal", "profiles[0].for_audience", "name another one"),
        ("profiles/0/promise", None, "profiles[0].promise", "write it as text"),
        ("profiles/0/steps", [], "profiles[0].steps", "at least one"),
        ("profiles/0/steps/0/every_min", 0, "profiles[0].steps[0].every_min", "whole minutes"),
        ("profiles/0/steps/1/until_min", 60, "profiles[0].steps[1].until_min", "later than the step before"),
        ("profiles/0/steps/1/each", 60, "profiles[0].steps[1].each", "delete it"),
        ("profiles/0/in_force", "yes", "profiles[0].in_force", "true or false"),
        ("profiles/0/severities", ["P0"], "profiles[0].severities", "use P1, P2, P3 or P4"),
        ("profiles/0/regions", [], "profiles[0].regions", "at least one"),
        ("task_notices", ["shouted"], "task_notices", "use promised, escalated"),
        ("task_notices", "escalated", "task_notices", "at least one"),
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
