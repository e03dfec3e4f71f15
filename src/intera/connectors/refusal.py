"""Why was a record not taken in: raised inside the room, handed out as a value at its border."""

from intera.model.source import RejectedRecord, RejectReason

_SHOWN_CHARS = 40


class RefusedError(Exception):
    """A record cannot be taken in; it never leaves `read` or `map`, which hand out `rejected()`."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        """Carries the reason and one sentence on what to do."""
        super().__init__(detail)
        self.reason = reason
        self.detail = detail

    def rejected(self, event_key: str = "") -> RejectedRecord:
        """The same refusal as a value.

        Args:
            event_key: the statement's key where it is known.

        Returns:
            The record to park.
        """
        return RejectedRecord(reason=self.reason, detail=self.detail, event_key=event_key)


def quoted(value: object) -> str:
    """How a bad value is shown in a refusal: short, and safe to print wherever it lands.

    Args:
        value: what the source sent.

    Returns:
        Its first 40 characters in quotes, everything but plain ASCII escaped.
    """
    if isinstance(value, str):
        return ascii(value[:_SHOWN_CHARS]) + ("..." if len(value) > _SHOWN_CHARS else "")
    if isinstance(value, bool | int | float) or value is None:
        return ascii(value)[:_SHOWN_CHARS]
    return "a list" if isinstance(value, list) else "an object"
