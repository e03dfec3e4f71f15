"""What is told at the top of a page after a decision: done, waiting, or refused and why.

Source: design GUIDE section 4, "Errors say what still holds, what does not, when it is tried again".
"""

from collections.abc import Mapping
from types import MappingProxyType

from intera.roles.view import Notice

# Keyed by the word the address bar may carry; the sentences are ours, never the address bar's.
NOTICES: Mapping[str, Notice] = MappingProxyType(
    {
        "done": Notice("", "check", "Recorded.", "Your decision is on the trail."),
        "contact": Notice("", "check", "Recorded.", "This contact counts, with its channel."),
        "waiting": Notice(
            "late", "clock-alert", "Stored, not carried out yet.", "It will be as soon as a worker answers."
        ),
    }
)


def refused(reason: str) -> Notice:
    """Why a decision was not recorded, in one sentence."""
    return Notice("bad", "triangle-alert", "Not recorded.", reason)
