"""The guard finds what must change, in any disguise, and leaves safe sentences alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from intera.model.narrative import GuardFinding, GuardLevel
from intera.model.operator import Operator
from intera.narrative.guard import Guard, build_guard
from intera.narrative.spoken import UnknownLanguageError

FOLDER = Path(__file__).parents[1] / "cases"
CASES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "narrative_guard.yaml").read_text(encoding="utf-8"))["cases"]
SAFE: list[str] = yaml.safe_load((FOLDER / "narrative_safe_sentences.yaml").read_text(encoding="utf-8"))["sentences"]


@pytest.fixture(scope="module")
def guard(operator: Operator) -> Guard:
    return build_guard(operator, language="en")


def read(guard: Guard, text: str, *, percent: int = 80, audience: str = "customer") -> tuple[GuardFinding, ...]:
    return guard.check(text, audience=audience, confidence_percent=percent)


def must_change(findings: tuple[GuardFinding, ...]) -> list[str]:
    return [f.text for f in findings if f.level is GuardLevel.MUST_CHANGE]


@pytest.mark.parametrize("worked", CASES, ids=[worked["text"] for worked in CASES])
def test_the_worked_sentences(worked: dict[str, Any], guard: Guard) -> None:
    findings = read(guard, worked["text"], percent=worked.get("confidence", 80))
    wanted = [(f["words"], f["rule"], f["level"], f.get("instead", "")) for f in worked["finds"]]
    given_back = [(f.text, f.rule, f.level.value, f.replacement) for f in findings]
    assert [row for row in wanted if row not in given_back] == []
    # Wanted words cover every must-change finding: nothing else is blocked.
    assert set(must_change(findings)) <= {words for words, *_ in wanted}


def test_safe_sentences_are_left_alone(guard: Guard) -> None:
    assert len(SAFE) >= 150
    assert {text: found for text in SAFE if (found := must_change(read(guard, text)))} == {}


BY_KIND: list[dict[str, Any]] = yaml.safe_load((FOLDER / "narrative_safe_by_kind.yaml").read_text(encoding="utf-8"))[
    "kinds"
]


@pytest.mark.parametrize("said", BY_KIND, ids=[said["kind"] for said in BY_KIND])
def test_what_an_approver_would_let_pass_is_not_blocked(said: dict[str, Any], guard: Guard) -> None:
    percent = said["confidence"]
    blocked = {text: found for text in said["sentences"] if (found := must_change(read(guard, text, percent=percent)))}
    assert blocked == {}


@pytest.mark.parametrize(
    "text",
    [
        "Forty thousand people are affected.",
        "See [x](javascript:alert) for more.",
        "@everyone mobile data is slow.",
        '=HYPERLINK("http://x","y")',
        "Mobile data \ufeffis slow.",
    ],
)
def test_counts_in_words_and_what_acts_by_itself_must_change(text: str, guard: Guard) -> None:
    assert must_change(read(guard, text))


def test_names_of_our_own_pass_also_in_parts(guard: Guard) -> None:
    assert must_change(read(guard, "Calls over Voice / IMS and IMS alone are slow in Coast.")) == []
    assert must_change(read(guard, "The IMS core is slow."))


FORBIDDEN = [
    "the network is broken",
    "catastrophic",
    "total failure",
    "human error",
    "our mistake",
    "negligence",
    "vendor upgrade",
    "roaming partner",
    "root cause",
    "faulty hardware",
    "we guarantee",
    "will never happen again",
    "definitely",
    "a minor glitch",
    "nothing serious",
    "thousands of customers",
    "will receive a refund",
    "money back",
    "war room",
    "our core team",
    "escalated to level two",
    "base station",
    "core router",
    "firmware rollback on the backbone",
    "Kestrel",
    "BlueRidge Optics",
    "Acmecell",
    "Mobile Desk",
]
CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")  # noqa: RUF001 - the look-alikes are the test
GREEK = str.maketrans("oviuEABHKMNOPTXYZ", "ονιυΕΑΒΗΚΜΝΟΡΤΧΥΖ")  # noqa: RUF001 - the look-alikes are the test
LEET = str.maketrans("aeiost", "431057")
SIGNS = str.maketrans("aeils", "@3!|$")


def joined(sign: str) -> Callable[[str], str]:
    return sign.join


def after_third(sign: str) -> Callable[[str], str]:
    return lambda phrase: " ".join(word[:3] + sign + word[3:] if len(word) > 3 else word for word in phrase.split())


def stretched(phrase: str) -> str:
    return "".join(char * 3 if char in "aeiou" else char for char in phrase)


def fullwidth(phrase: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in phrase)


def mathematical(phrase: str) -> str:
    return "".join(chr(0x1D41A + ord(char) - 97) if "a" <= char <= "z" else char for char in phrase)


DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "upper case": str.upper,
    "mixed case": lambda phrase: "".join(c.upper() if i % 2 else c for i, c in enumerate(phrase)),
    "zero width": joined("\u200b"),
    "word joiner": after_third("\u2060"),
    "soft hyphen": after_third("\u00ad"),
    "bidi": lambda phrase: f"\u202a{phrase}\u202c",
    "Cyrillic": lambda phrase: phrase.translate(CYRILLIC),
    "Greek": lambda phrase: phrase.translate(GREEK),
    "fullwidth": fullwidth,
    "mathematical": mathematical,
    "letters spaced": joined(" "),
    "letters dotted": joined("."),
    "letters hyphenated": joined("-"),
    "word split by a space": after_third(" "),
    "word split by a line break": after_third("\n"),
    "words on lines": lambda phrase: phrase.replace(" ", "\n"),
    "words parted by dashes": lambda phrase: phrase.replace(" ", "  -  "),
    "digits for letters": lambda phrase: phrase.translate(LEET),
    "signs for letters": lambda phrase: phrase.translate(SIGNS),
    "stretched": stretched,
    "accents": lambda phrase: "".join(c + "\u0301" if c in "aeiou" else c for c in phrase),
    "struck through": joined("\u0336"),
    "no-break spaces": lambda phrase: phrase.replace(" ", "\u00a0"),
    "entities": lambda phrase: phrase[:2] + f"&#{ord(phrase[2])};" + phrase[3:],
    "tags": after_third("<i></i>"),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_forbidden_phrase_is_stopped_in_every_disguise(disguise: str, guard: Guard) -> None:
    texts = [f"We can tell you that {DISGUISES[disguise](phrase)} today." for phrase in FORBIDDEN]
    missed = [text for text in texts if not must_change(read(guard, text))]
    assert missed == []


def test_offsets_point_into_the_text_as_written(guard: Guard) -> None:
    text = "Łódź: the n\u200bet\u00adw\u043erk is “broken”, sorry."
    findings = read(guard, text)
    assert [f.text for f in findings if f.rule == "alarm_word"] == ["n\u200bet\u00adw\u043erk is “broken"]
    assert all(text[f.start : f.end] == f.text for f in findings)


@given(st.text(max_size=200), st.integers(0, 100))
@settings(deadline=None)
def test_any_text_is_read_to_the_same_findings_inside_it(text: str, percent: int) -> None:
    guard = build_guard(PLAIN_OPERATOR, language="en")
    findings = read(guard, text, percent=percent)
    assert findings == read(guard, text, percent=percent)
    assert all(text[f.start : f.end] == f.text and f.text for f in findings)
    assert list(findings) == sorted(findings, key=lambda f: f.start)


PLAIN_OPERATOR = Operator(name="Plain", zone="UTC")


def test_a_safe_form_keeps_the_capital_of_the_words_it_replaces(guard: Guard) -> None:
    (finding,) = [f for f in read(guard, "An outage was seen.") if f.rule == "alarm_word"]
    assert finding.replacement == "A disruption"


def test_one_guard_per_operator_value_and_language(operator: Operator) -> None:
    assert build_guard(operator, language="en") is build_guard(operator, language="en")
    other = replace(operator, hidden_words=("Osprey",))
    assert must_change(read(build_guard(other, language="en"), "Osprey and Kestrel")) == ["Osprey"]
    with pytest.raises(UnknownLanguageError, match="'fr'"):
        build_guard(operator, language="fr")


def test_our_own_desks_may_see_a_partner_code_after_a_look(guard: Guard) -> None:
    assert must_change(read(guard, "Calls over P-17 fail.", audience="internal-care")) == []
    assert must_change(read(guard, "Calls over P-17 fail.", audience="unknown")) == ["P-17"]
