"""Every role package, picked up by itself: answers, guide, words."""

import re
import tomllib
from pathlib import Path

import pytest

import intera.roles
from intera.roles import PACKAGES, find_package
from intera.roles.guide import read_guide
from intera.roles.now_answers import CARDS
from intera.roles.package import RolePackage, parse_phrases
from intera.roles.released import GROUPS, TOLD_GROUPS

ROOM = Path(intera.roles.__file__).parent
SLUGS = {
    "service_assurance",
    "noc",
    "care",
    "sales",
    "wholesale",
    "settlement",
    "auditor",
    "integration",
}  # PRODUCT section 6
DAILY = {f"Q{number}" for number in range(1, 8)}
GUIDE_HEADINGS = {
    "what you come for",
    "what you may decide",
    "severity policy in words",
    "confidence",
    "checkpoint playbook",
    "approved words",
    "glossary",
    "kpi definitions",
    "integration guide",
}
FORBIDDEN = re.compile(
    r"\b(?:alarms?|router|switch|topology|telemetry|outage|catastroph\w*|root cause|troubleshoot\w*|investigating)\b"
    r"|\u2014",
    re.IGNORECASE,
)


def _phrases_text(package: RolePackage) -> str:
    return (ROOM / package.slug / "phrases.toml").read_text("utf-8")


def _guide_text(package: RolePackage) -> str:
    return (ROOM / package.slug / "guide.md").read_text("utf-8")


def test_the_explicit_list_and_the_folders_agree() -> None:
    folders = {path.parent.name for path in ROOM.glob("*/package.py")}
    assert folders == {package.slug for package in PACKAGES}
    assert folders <= SLUGS


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.slug)
def test_a_package_is_found_by_its_slug_and_reads_only_released_groups(package: RolePackage) -> None:
    assert find_package(package.slug) is package
    assert set(package.fields) <= {*GROUPS, *TOLD_GROUPS}
    assert len(set(package.fields)) == len(package.fields)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.slug)
def test_every_daily_question_is_answered_by_a_card(package: RolePackage) -> None:
    asked = {question.question_id for question in package.questions}
    # Who is only told words and times asks fewer questions, and has a page of their own for them.
    assert asked >= DAILY if "now" in package.pages else asked <= DAILY and "Q6" in asked
    assert {question.card for question in package.questions} <= set(CARDS)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.slug)
def test_who_is_only_told_reads_no_judgement(package: RolePackage) -> None:
    if "now" not in package.pages:
        assert set(package.fields) <= set(TOLD_GROUPS)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.slug)
def test_its_words_are_whole_and_plain(package: RolePackage) -> None:
    phrases = parse_phrases(tomllib.loads(_phrases_text(package)), package)
    for key, words in phrases.words.items():
        assert not FORBIDDEN.search(words), f"{key}: {words}"
        if key.startswith(("action.", "visibility.", "sla.", "tier.")):
            assert not words.endswith("."), f"{key}: a label has no full stop"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.slug)
def test_its_guide_is_shipped_whole_and_plain(package: RolePackage) -> None:
    guide = read_guide(_guide_text(package))
    assert {text.casefold() for _, text in guide.contents} >= GUIDE_HEADINGS
    assert not FORBIDDEN.search(_guide_text(package))
