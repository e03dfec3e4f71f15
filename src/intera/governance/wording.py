"""How is a number, a name list or a span said in a finding: plain words, estimates marked.

Source: design GUIDE section 4 ("about" before every estimate, ranges with "to").
"""

from collections.abc import Sequence

from intera.model.impact import CountRange

_NAMED_AT_MOST = 3
_MINUTES_ONLY_UP_TO = 90
_HOUR_MIN = 60
_DAY_MIN = 24 * _HOUR_MIN


def plural(count: int, noun: str) -> str:
    """A count with its noun: "1 region", "41,200 customers".

    Args:
        count: 0 or more.
        noun: the noun in the singular; its plural takes an s.

    Returns:
        The count with thousands separated, and the noun.
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def customers_text(customers: CountRange | None) -> str:
    """How many customers: "about 41,200 customers", or that nobody knows yet."""
    if customers is None:
        return "customer count not known"
    text = plural(customers.best, "customer")
    return text if customers.is_exact else f"about {text}"


def names_text(names: Sequence[str], *, total: int | None = None) -> str:
    """A short list in words: "Coast, Lakes and 2 more".

    Args:
        names: at least one, in the order to say them.
        total: how many there are when not all are named.

    Returns:
        At most three names and how many are left.
    """
    named = names[:_NAMED_AT_MOST]
    left = (len(names) if total is None else total) - len(named)
    if left > 0:
        return f"{', '.join(named)} and {left:,} more"
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def duration_text(duration_min: int) -> str:
    """A span in whole minutes, in words: "74 minutes", "2 h 28 min", "8 h", "3 days"."""
    if duration_min <= _MINUTES_ONLY_UP_TO:
        return plural(duration_min, "minute")
    if duration_min < 2 * _DAY_MIN:
        hours, rest = divmod(duration_min, _HOUR_MIN)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return plural(duration_min // _DAY_MIN, "day")


def sentence(text: str) -> str:
    """The same words with a capital first letter."""
    return text[:1].upper() + text[1:]
