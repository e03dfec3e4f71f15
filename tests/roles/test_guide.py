"""The small Markdown our guides use becomes blocks."""

import pytest

from intera.roles.guide import GuideWithoutTitleError, read_guide
from intera.roles.view import Span

TEXT = """# The guide

First **line**
goes on.

## What you see

- one
- two
  goes on

1. first
2. second

| A | B |
| --- | --- |
| 1 | 2 |

### Small
Text under it.
"""


def test_blocks() -> None:
    view = read_guide(TEXT)
    assert view.title == "The guide"
    assert [block.kind for block in view.blocks] == ["p", "h2", "ul", "ol", "table", "h3", "p"]
    assert view.blocks[0].text == (Span("First "), Span("line", "strong"), Span(" goes on."))
    assert view.blocks[2].items[1] == (Span("two goes on"),)
    assert view.blocks[4].rows == (("A", "B"), ("1", "2"))
    assert view.contents == (("what-you-see", "What you see"),)


@pytest.mark.parametrize("text", ["", "no title", "## Second level"])
def test_a_guide_begins_with_its_title(text: str) -> None:
    with pytest.raises(GuideWithoutTitleError, match="guide"):
        read_guide(text)
