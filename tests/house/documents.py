"""Are the documents true: links lead somewhere, decision records are complete, tables match the code."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from house.findings import Finding

LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6}\s+(.*)$")
ADR_NAME = re.compile(r"^(\d{4})-[a-z0-9-]+\.md$")
ADR_REFERENCE = re.compile(r"ADR-(\d{4})")
ADR_SECTIONS = ("Status", "Context", "Decision", "Consequences")


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines of a Markdown text outside code blocks, with their numbers."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("```"):
            inside = not inside
        elif not inside:
            yield number, line


def anchor_of(heading: str) -> str:
    """The anchor a heading gets: lower case, punctuation gone, blanks as hyphens."""
    plain = re.sub(r"[`*]", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def find_broken_links(path: str, text: str, files: Mapping[str, str]) -> list[Finding]:
    """Relative links of one document that lead to no file, no folder or no heading.

    Args:
        path: the document, from the project's root.
        text: its Markdown.
        files: every file of the project by path, with its text where it is Markdown.
    """
    findings: list[Finding] = []
    folders = {str(parent) for name in files for parent in PurePosixPath(name).parents}
    for number, line in prose_lines(text):
        for target in LINK.findall(line):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            goal = _resolve(path, name) if name else path
            if goal not in files and goal not in folders:
                findings.append(Finding(path, number, f"link to '{target}' leads nowhere"))
            elif anchor and anchor not in _anchors(files.get(goal, "")):
                findings.append(Finding(path, number, f"'{goal}' has no heading '#{anchor}'"))
    return findings


def find_adr_faults(names: Sequence[str], texts: Mapping[str, str]) -> list[Finding]:
    """Decision records that are misnamed, out of sequence or miss a part."""
    findings: list[Finding] = []
    for expected, name in enumerate(sorted(names), start=1):
        match = ADR_NAME.match(name)
        if match is None:
            findings.append(Finding(name, 1, "a decision record is named NNNN-some-words.md"))
            continue
        if int(match.group(1)) != expected:
            findings.append(Finding(name, 1, f"number {expected:04d} is missing before it"))
            break
        headings = [line.removeprefix("## ").strip() for line in texts[name].splitlines() if line.startswith("## ")]
        if tuple(headings[:4]) != ADR_SECTIONS:
            findings.append(Finding(name, 1, f"has sections {headings}, needs {', '.join(ADR_SECTIONS)} in this order"))
        if not texts[name].startswith(f"# {match.group(1)} "):
            findings.append(Finding(name, 1, f"its title starts with '# {match.group(1)} '"))
    return findings


def find_unknown_adrs(path: str, text: str, numbers: frozenset[str]) -> list[Finding]:
    """Mentions of decision records that do not exist."""
    return [
        Finding(path, number, f"ADR-{reference} does not exist")
        for number, line in enumerate(text.splitlines(), start=1)
        for reference in ADR_REFERENCE.findall(line)
        if reference not in numbers
    ]


def table_rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head; backticks removed."""
    rows: list[list[str]] = []
    inside = False
    for _, line in prose_lines(text):
        if match := HEADING.match(line):
            if inside and rows:
                break
            inside = match.group(1).strip() == heading
        elif inside and line.startswith("|"):
            rows.append([cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|")])
    return rows[2:]


def listed_files(text: str, heading: str) -> list[str]:
    """The paths in backticks that open the numbered items under a heading, in order."""
    paths: list[str] = []
    inside = False
    for _, line in prose_lines(text):
        if match := HEADING.match(line):
            inside = match.group(1).strip() == heading
        elif inside and (item := re.match(r"\d+\.\s+`([^`]+)`", line)):
            paths.append(item.group(1))
    return paths


def markdown_by_path(paths: Sequence[Path], root: Path) -> dict[str, str]:
    """Every file by its path from the root; Markdown with its text, the others empty."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") if path.suffix == ".md" else ""
        for path in paths
    }


def _resolve(path: str, name: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(path).parent.parts, *PurePosixPath(name).parts):
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts) or "."


def _anchors(text: str) -> set[str]:
    return {anchor_of(match.group(1)) for _, line in prose_lines(text) if (match := HEADING.match(line))}
