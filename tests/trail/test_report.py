"""Does the one sentence say what was found, and no more than was checked."""

import pytest

from intera.trail.report import Finding, FindingKind, TrailReport

BAD = Finding(FindingKind.EDITED_FIELD, 17, "Entry 17: its content was changed.")
LOST = Finding(FindingKind.BAD_SIGNATURE, None, "Checkpoint 1: no signature.")


def report(count: int, *findings: Finding, confirmed: int | None = None, outside: int = 0) -> TrailReport:
    return TrailReport(count, findings, confirmed, 1, outside, 0)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            report(12_345, confirmed=12_000),
            "12,345 entries, intact. Last checkpoint at 12,000 entries matches; 345 newer not covered yet.",
        ),
        (report(1, confirmed=1), "1 entry, intact. Last checkpoint at 1 entry matches and covers it."),
        (
            report(1_000, confirmed=1_000),
            "1,000 entries, intact. Last checkpoint at 1,000 entries matches and covers all of them.",
        ),
        (report(5, outside=5), "5 entries, intact. No checkpoint was given; 5 leaf hashes kept outside match."),
        (
            report(5),
            "5 entries, intact. No checkpoint was given, so a rewritten or shortened trail could not be noticed.",
        ),
        (report(5, BAD, confirmed=5), "5 entries, not intact. 1 finding: Entry 17: its content was changed."),
        (
            report(5, BAD, LOST),
            "5 entries, not intact. 2 findings, the first: Entry 17: its content was changed.",
        ),
    ],
)
def test_the_sentence(found: TrailReport, sentence: str) -> None:
    assert found.sentence == sentence


def test_intact_means_nothing_found() -> None:
    assert report(3).is_intact
    assert not report(3, LOST).is_intact


def test_the_first_bad_entry_is_the_lowest_named() -> None:
    assert report(30, Finding(FindingKind.GAP, 20, "gap"), BAD, LOST).first_bad_index == 17
    assert report(30, LOST).first_bad_index is None
