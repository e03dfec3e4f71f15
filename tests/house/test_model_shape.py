"""The model keeps its promises: frozen values, one grammar for decisions, complete states, agreed words."""

import dataclasses
import enum
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from types import ModuleType

import pytest

import intera.model
from intera.model.checkpoint import CheckpointOutcome
from intera.model.confidence import ConfidenceWord
from intera.model.decision import DecisionKind
from intera.model.impact import Visibility
from intera.model.incident import OPEN_STATES, TMF656_STATES, TRANSITIONS, Lifecycle
from intera.model.measurement import QosFinality, QosOutcome, QosRisk
from intera.model.narrative import GuardLevel
from intera.model.recurrence import RecurrenceKind

GRAMMAR = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
# Classes without slots, each with the reason.
WITHOUT_SLOTS = {"Operator": "its indexes are cached properties, and those live in the instance's __dict__"}


def model_modules() -> list[ModuleType]:
    """Every module of the model."""
    return [
        importlib.import_module(f"intera.model.{found.name}") for found in pkgutil.iter_modules(intera.model.__path__)
    ]


def find_loose_classes(classes: Iterable[type], without_slots: Mapping[str, str]) -> list[str]:
    """Dataclasses whose values could be changed after they were judged."""
    faults: list[str] = []
    for cls in classes:
        if dataclasses.is_dataclass(cls):
            if not cls.__dataclass_params__.frozen:  # type: ignore[attr-defined]
                faults.append(f"{cls.__name__} is not frozen")
            if "__slots__" not in cls.__dict__ and cls.__name__ not in without_slots:
                faults.append(f"{cls.__name__} has no slots")
    return faults


def find_ungrammatical(kinds: type[StrEnum]) -> list[str]:
    """Decision kinds that are not `noun.verb`, not named after their value, or out of order."""
    faults = [f"{kind.value} is not noun.verb" for kind in kinds if not GRAMMAR.fullmatch(kind.value)]
    faults += [
        f"{kind.name} is not named after {kind.value}"
        for kind in kinds
        if kind.name != kind.value.replace(".", "_").upper()
    ]
    values = [kind.value for kind in kinds]
    return faults + [f"{b} stands after {a}" for a, b in pairwise(values) if b < a]


def test_every_dataclass_of_the_model_is_frozen_with_slots() -> None:
    classes = [
        cls
        for module in model_modules()
        for _, cls in inspect.getmembers(module, inspect.isclass)
        if cls.__module__ == module.__name__
    ]
    assert any(dataclasses.is_dataclass(cls) for cls in classes)
    assert find_loose_classes(classes, WITHOUT_SLOTS) == []


def test_every_decision_kind_is_a_noun_and_a_verb_in_alphabetical_order() -> None:
    assert find_ungrammatical(DecisionKind) == []


def test_every_lifecycle_state_says_where_it_leads_and_what_tmf656_calls_it() -> None:
    assert set(TRANSITIONS) == set(Lifecycle)
    assert set(TMF656_STATES) == set(Lifecycle)
    assert set(OPEN_STATES) <= set(Lifecycle)


def test_the_lifecycle_runs_as_agreed() -> None:
    path = [Lifecycle.SUSPECTED, Lifecycle.ACTIVE, Lifecycle.RESTORED, Lifecycle.CLOSED]
    assert all(new in TRANSITIONS[old] for old, new in pairwise(path))
    assert TRANSITIONS[Lifecycle.CLOSED] == {Lifecycle.ACTIVE}, "reopen is closed -> active"
    assert not TRANSITIONS[Lifecycle.CANCELLED]
    assert not TRANSITIONS[Lifecycle.MERGED]
    assert all({Lifecycle.CANCELLED, Lifecycle.MERGED} <= TRANSITIONS[state] for state in OPEN_STATES)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Lifecycle, "suspected active restored closed cancelled merged"),
        (Visibility, "being_verified customer_visible internal_only"),
        (ConfidenceWord, "Low Medium High Confirmed"),
        (CheckpointOutcome, "kept kept_late missed empty re_promised"),
        (QosOutcome, "met violated not_measurable"),
        (QosRisk, "on_track watch jeopardy certain"),
        (QosFinality, "provisional final"),
        (GuardLevel, "must_change check"),
        (RecurrenceKind, "first duplicate child reopen repeat chronic"),
    ],
)
def test_the_words_that_mean_one_thing_are_these(kind: type[enum.Enum], words: str) -> None:
    assert [member.value for member in kind] == words.split()


def test_a_class_that_could_be_changed_is_found() -> None:
    @dataclasses.dataclass
    class Loose:
        x: int

    @dataclasses.dataclass(frozen=True, slots=True)
    class Tight:
        x: int

    assert find_loose_classes([Loose, Tight], {}) == ["Loose is not frozen", "Loose has no slots"]
    assert find_loose_classes([Loose], {"Loose": "a reason"}) == ["Loose is not frozen"]


def test_a_decision_kind_outside_the_grammar_is_found() -> None:
    class Kinds(StrEnum):
        OWNER_TAKE = "owner.take"
        IMPACT_ASSESS = "impact.assess"
        CLOSED = "closed"

    assert find_ungrammatical(Kinds) == [
        "closed is not noun.verb",
        "impact.assess stands after owner.take",
        "closed stands after impact.assess",
    ]
