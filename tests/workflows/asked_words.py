"""What a person gives with each command about words, after what must have been done before, and what it changes."""

from collections.abc import Callable
from typing import Any, Protocol

from intera.model.decision import Plain
from intera.store.published import CommandOutcome

ABOUT_WORDS = (
    *("write_narrative", "request_approval", "withdraw_narrative"),
    *("publish_narrative", "correct_publication", "withdraw_publication"),
)


class WordsDesk(Protocol):
    """A desk with one incident."""

    incident_id: str

    @property
    def give(self) -> Callable[..., CommandOutcome]:
        """Gives a command and says what became of it."""
        ...

    def document(self) -> dict[str, Plain]:
        """What the page shows of the incident."""
        ...


def draft(desk: WordsDesk) -> dict[str, Plain]:
    """The newest words for customers, as the page shows them."""
    narratives = desk.document()["narratives"]
    assert isinstance(narratives, list)
    assert isinstance(narratives[0], dict)
    return narratives[0]


def as_read(desk: WordsDesk) -> dict[str, Plain]:
    """The fields that name the newest words as somebody read them."""
    newest = draft(desk)
    return {"narrative_id": newest["id"], "facts_digest": newest["facts_digest"]}


def words_fields(desk: WordsDesk, kind: str) -> dict[str, Plain]:
    """Fields of a command about words, after what must have been done before."""
    if kind == "write_narrative":
        return {"audience": "customer", "language": "en", "text": draft(desk)["text"], **as_read(desk)}
    if kind == "request_approval":
        return as_read(desk)
    approved = as_read(desk)
    assert desk.give("approve_narrative", person="M. Hale", **approved).is_done
    if kind == "withdraw_narrative":
        return approved | {"reason": "Said too early"}
    if kind == "publish_narrative":
        return approved | {"channels": "portal,sms"}
    assert desk.give("publish_narrative", person="M. Hale", **approved, channels="portal").is_done
    about: dict[str, Plain] = {"publication_id": f"{desk.incident_id}/p1", "reason": "A place was missing"}
    if kind == "correct_publication":
        assert desk.give("confirm_impact", person="M. Hale").is_done
        assert desk.give("approve_narrative", person="M. Hale", **as_read(desk)).is_done
        about |= as_read(desk)
    return about


WORDS_CHANGED: dict[str, Any] = {
    "write_narrative": lambda case: case.narratives[0].written_by == "R. Novak",
    "request_approval": lambda case: case.requests[0].asked_by == "R. Novak",
    "withdraw_narrative": lambda case: (case.narratives[0].status.value, case.narratives[0].version) == ("draft", 3),
    "publish_narrative": lambda case: [text.channel.value for text in case.publications[0].texts] == ["portal", "sms"],
    "correct_publication": lambda case: case.publications[0].about_id == case.publications[1].publication_id,
    "withdraw_publication": lambda case: case.publications[0].kind.value == "withdrawal",
}
