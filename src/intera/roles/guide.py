"""What does a role package's guide say, as blocks a page can set.

Reads the small part of Markdown our guides use: headings, paragraphs, lists, tables, **bold**.
Source: PRODUCT D1 (the running product serves its documentation).
"""

import re

from intera.roles.view import GuideBlock, GuideView, Span

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ORDERED = re.compile(r"^\d+\. ")
_NOT_ANCHOR = re.compile(r"[^a-z0-9]+")


class GuideWithoutTitleError(ValueError):
    """A guide does not begin with a level-one heading."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("a role guide begins with one '# Title' line; add it to guide.md")


def _spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for index, part in enumerate(_BOLD.split(text)):
        if part:
            spans.append(Span(part, "strong" if index % 2 else ""))
    return tuple(spans)


def _block(lines: list[str]) -> GuideBlock:
    first = lines[0]
    for mark, kind in (("### ", "h3"), ("## ", "h2")):
        if first.startswith(mark):
            text = first[len(mark) :].strip()
            return GuideBlock(kind, _spans(text), anchor=_NOT_ANCHOR.sub("-", text.casefold()).strip("-"))
    if first.startswith("| "):
        rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
        return GuideBlock("table", rows=tuple(row for row in rows if not set("".join(row)) <= {"-", " ", ":"}))
    if first.startswith("- ") or _ORDERED.match(first):
        items: list[str] = []
        for line in lines:
            if line.startswith("- ") or _ORDERED.match(line):
                items.append(line.split(" ", 1)[1])
            else:
                items[-1] += " " + line.strip()
        return GuideBlock("ul" if first.startswith("- ") else "ol", items=tuple(_spans(item) for item in items))
    return GuideBlock("p", _spans(" ".join(line.strip() for line in lines)))


def read_guide(text: str) -> GuideView:
    """A guide as blocks.

    Args:
        text: the guide's Markdown, one "# Title" first, blocks separated by blank lines.

    Returns:
        The view, with a table of contents from its level-two headings.

    Raises:
        GuideWithoutTitleError: it has no title.
    """
    chunks = [chunk.splitlines() for chunk in re.split(r"\n\s*\n", text.strip())]
    if not text.strip().startswith("# "):
        raise GuideWithoutTitleError
    title = chunks[0][0][2:].strip()
    blocks: list[GuideBlock] = []
    for chunk in ([chunks[0][1:]] if len(chunks[0]) > 1 else []) + chunks[1:]:
        lines = [line for line in chunk if line.strip()]
        while lines and lines[0].startswith("#") and len(lines) > 1:
            blocks.append(_block(lines[:1]))
            lines = lines[1:]
        if lines:
            blocks.append(_block(lines))
    contents = tuple(
        (block.anchor, "".join(span.text for span in block.text)) for block in blocks if block.kind == "h2"
    )
    return GuideView(title, tuple(blocks), contents)
