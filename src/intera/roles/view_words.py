"""What does the desk that writes see of one text per channel.

See `view` for the rule these follow.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelForm:
    """The words of one channel, or why it cannot carry them; `most` is None where it has no limit.

    `cut` are the parts left out to fit: "checked", "to_do".
    """

    channel: str
    subject: str = ""
    paragraphs: tuple[str, ...] = ()
    used: int = 0
    most: int | None = None
    cut: tuple[str, ...] = ()
    problem: str = ""
