"""The steps for Care are data: chosen by what is known, refused with place and remedy when not of their form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.roles.care_guide import PARTS, CareGuideError, Known, parse_care_guide, steps_for
from intera.workflows.read_spoken_pages import SHIPPED_CARE_GUIDE
from intera.workflows.rulebook import read_yaml

SHIPPED = parse_care_guide(read_yaml(SHIPPED_CARE_GUIDE))
STEP: dict[str, Any] = {"part": "ask", "when": {"standing": "verified"}, "text": "What do you notice?"}


def guide(*steps: dict[str, Any]) -> dict[str, Any]:
    others = [{"part": part, "text": f"Do {part}."} for part in PARTS]
    return {"version": 1, "steps": [*steps, *others]}


def test_steps_come_part_by_part_in_the_order_of_the_policy() -> None:
    steps = steps_for(SHIPPED, Known(in_reach=True, words=True, standing="verified", tier="vip", seen_before=True))
    kinds = [step.kind for step in steps]
    assert kinds == sorted(kinds, key=PARTS.index)
    assert [step.text for step in steps if step.has_words] == ["Read the approved words, in the form of your channel."]
    assert any("account manager" in step.text for step in steps)
    assert any("happened before" in step.text for step in steps)


def test_an_account_out_of_reach_is_told_that_we_know_of_nothing() -> None:
    said = [step.text for step in steps_for(SHIPPED, Known()) if step.kind == "say"]
    assert said == ["We know of no trouble at your place. I will note what you tell me."]


def test_an_account_spoken_with_before_is_asked_what_changed() -> None:
    before = Known(in_reach=True, words=True, standing="verified", told_before=True)
    asked = [step.text for step in steps_for(SHIPPED, before) if step.kind == "ask"]
    assert asked == ["Has anything changed since we last spoke?"]


@given(
    in_reach=st.booleans(),
    words=st.booleans(),
    seen_before=st.booleans(),
    told_before=st.booleans(),
    standing=st.sampled_from(("none", "not_verified", "verified", "working_again")),
    tier=st.sampled_from(("vip", "key", "business", "consumer")),
)
def test_there_is_always_something_to_ask_say_and_log_and_words_only_when_approved(**known: Any) -> None:  # noqa: ANN401
    known["words"] = known["words"] and known["in_reach"]
    known["standing"] = known["standing"] if known["in_reach"] else "none"
    if known["in_reach"] and known["standing"] == "none":
        return
    steps = steps_for(SHIPPED, Known(**known))
    assert {"ask", "say", "log"} <= {step.kind for step in steps}
    assert any(step.has_words for step in steps) == known["words"]


@pytest.mark.parametrize(
    ("raw", "where", "why"),
    [
        ({}, "the file", "version: 1"),
        ({"version": 2, "steps": []}, "the file", "version: 1"),
        ({"version": 1, "steps": "ask"}, "the file", "list of"),
        ({"version": 1, "steps": ["ask"]}, r"steps\[0\]", "keys and values"),
        ({"version": 1, "steps": [{"part": "ask", "text": "A?"}]}, "steps", "no step to say"),
        (guide(STEP | {"part": "sell"}), r"steps\[0\]", "one of ask, say, offer, log"),
        (guide(STEP | {"text": " "}), r"steps\[0\]", "one sentence"),
        (guide(STEP | {"colour": "red"}), r"steps\[0\]", "colour is not known"),
        (guide(STEP | {"when": ["verified"]}), r"steps\[0\]", "facts and values"),
        (guide(STEP | {"when": {"weather": "fine"}}), r"steps\[0\]", "weather is no fact"),
        (guide(STEP | {"when": {"standing": "fixed"}}), r"steps\[0\]", "is one of none"),
        (guide(STEP | {"when": {"in_reach": "perhaps"}}), r"steps\[0\]", "true or false"),
    ],
)
def test_a_guide_that_cannot_be_used_names_the_step_and_the_remedy(raw: dict[str, Any], where: str, why: str) -> None:
    with pytest.raises(CareGuideError, match=rf"care guide, {where}: .*{why}"):
        parse_care_guide(raw)
