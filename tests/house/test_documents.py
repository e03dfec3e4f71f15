"""The documents are true, and the checks that say so bite."""

from house import documents
from house.findings import ROOT, project_files, report, text_of

ADRS = ROOT / "docs" / "adr"
DOCUMENTS = (
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    "LICENSE",
    "NOTICE",
    "README.md",
    "SECURITY.md",
    "docs/tour.md",
)
# Two printed pages of prose and one drawing.
ARCHITECTURE_WORDS = 1100


def test_every_document_a_reader_looks_for_is_there() -> None:
    missing = [name for name in DOCUMENTS if not (ROOT / name).is_file() or not (ROOT / name).stat().st_size]
    assert not missing, f"missing or empty: {missing}"


def test_every_link_leads_somewhere() -> None:
    files = documents.markdown_by_path(project_files(), ROOT)
    found = [
        f
        for path, text in files.items()
        if path.endswith(".md")
        for f in documents.find_broken_links(path, text, files)
    ]
    assert not found, report(found)


def test_decision_records_are_numbered_without_a_gap_and_complete() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in ADRS.glob("*.md") if path.name != "README.md"}
    found = documents.find_adr_faults(list(texts), texts)
    assert texts
    assert not found, report(found)


def test_every_decision_record_that_is_mentioned_exists() -> None:
    numbers = frozenset(path.name[:4] for path in ADRS.glob("[0-9]*.md"))
    found = [
        f
        for path in project_files()
        if path.suffix in {".py", ".md", ".sql"} and path.name != "test_documents.py" and (text := text_of(path))
        for f in documents.find_unknown_adrs(path.relative_to(ROOT).as_posix(), text, numbers)
    ]
    assert not found, report(found)


def test_the_architecture_fits_on_two_pages() -> None:
    words = len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split())
    assert words <= ARCHITECTURE_WORDS, f"{words} words, at most {ARCHITECTURE_WORDS}: move detail into an ADR"


def test_a_broken_link_is_found() -> None:
    files = {"docs/a.md": "# Top here\n", "src/x.py": ""}
    text = "[one](b.md) [two](../src/x.py) [three](a.md#top-here) [four](a.md#gone) [five](https://x.y) [six](../src)"
    found = documents.find_broken_links("docs/a.md", text, files)
    assert [f.message for f in found] == ["link to 'b.md' leads nowhere", "'docs/a.md' has no heading '#gone'"]


def test_a_link_inside_code_is_left_alone() -> None:
    assert documents.find_broken_links("a.md", "```\n[x](nowhere.md)\n```\n", {}) == []


def test_a_gap_between_decision_records_is_found() -> None:
    good = "# 0001 One\n## Status\n## Context\n## Decision\n## Consequences\n"
    assert documents.find_adr_faults(["0001-one.md"], {"0001-one.md": good}) == []
    gap = documents.find_adr_faults(["0001-one.md", "0003-three.md"], {"0001-one.md": good, "0003-three.md": good})
    assert "0002 is missing" in gap[0].message


def test_a_decision_record_without_consequences_is_found() -> None:
    text = "# 0001 One\n## Status\n## Context\n## Decision\n"
    assert "needs Status" in documents.find_adr_faults(["0001-one.md"], {"0001-one.md": text})[0].message


def test_a_mention_of_an_unknown_decision_record_is_found() -> None:
    assert documents.find_unknown_adrs("a.py", "x\n# ADR-0099", frozenset({"0001"}))[0].line == 2
    assert documents.find_unknown_adrs("a.py", "# ADR-0001", frozenset({"0001"})) == []


def test_a_table_is_read_under_its_heading_only() -> None:
    text = "# A\n| h |\n|---|\n| `x` |\n\n# B\n| h | i |\n|---|---|\n| y | z |\n"
    assert documents.table_rows(text, "A") == [["x"]]
    assert documents.table_rows(text, "B") == [["y", "z"]]


def test_numbered_files_are_read_in_order() -> None:
    text = "## R\n1. `a/<b>.py` says\n2. `c.md`\n\n## S\n1. `d`\n"
    assert documents.listed_files(text, "R") == ["a/<b>.py", "c.md"]
