"""A declared pattern takes its part quickly, or is not taken on at all."""

import time

import pytest

from intera.connectors.mapping.extract import UnsafePatternError, compile_extract, extract_from


@pytest.mark.parametrize(
    ("pattern", "text", "taken"),
    [
        (r"INC\d+", "see INC0012.", "INC0012"),
        (r"\| (.*?) -", "Mar 2 | All Services - Outage", "All Services"),
        (r"(?i)(slow|dead)", "Very SLOW", "SLOW"),
        (r"(?:a b )?(c)", "a b c", "c"),
        (r"[)(*+]{1,3}", "x(+y", "(+"),
        (r"[]*]+", "a*]b", "*]"),
        (r"a\*b", "a*b", "a*b"),
        (r"(x)?y", "y", None),
        (r"z", "y", None),
        (r"end", "x" * 300 + "end", None),
    ],
)
def test_a_pattern_takes_its_part(pattern: str, text: str, taken: str | None) -> None:
    assert extract_from(text, compile_extract(pattern)) == taken


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "a{5,1}",
        "a" * 201,
        "(a)(b)",
        "(a+)+b",
        "(a*)*b",
        "((?:a+))+",
        "(a|aa)+b",
        "(a?){60}b",
        "(?:a{1,60}){1,60}b",
        ".*.*.*x",
        "a?" * 60 + "a" * 60,
        "a{1,100}" * 10 + "b",
        "a{1,100000}b{1,100000}",
        "(?x) a #(\n",
        "(?#[)(a+)+",
        "(?:[(]a+)+",
    ],
)
def test_a_pattern_that_could_run_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(UnsafePatternError):
        compile_extract(pattern)


@pytest.mark.parametrize("pattern", [".*.*x", "a*a*b", "(a+)a+b", "a{1,300}a{1,300}b", "a?a?a?a?a?a?a?a?a*b"])
def test_the_slowest_patterns_taken_end_soon(pattern: str) -> None:
    compiled = compile_extract(pattern)
    started = time.perf_counter()
    assert extract_from("a" * 10_000, compiled) is None
    assert time.perf_counter() - started < 2
