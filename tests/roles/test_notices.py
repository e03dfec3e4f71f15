"""A page may be told only what is ours to say."""

from intera.roles.notices import NOTICES, refused


def test_done_waiting_and_refused() -> None:
    assert NOTICES["done"].headline == "Recorded."
    assert NOTICES["waiting"].kind == "late"
    assert NOTICES.get("<script>") is None
    assert refused("The facts changed.").text == "The facts changed."
