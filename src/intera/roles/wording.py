"""How are counts, lists and headlines said in plain words.

Source: design GUIDE section 4 (wording rules); PRODUCT rule E.
"""

from collections.abc import Sequence
from functools import lru_cache

from babel.numbers import format_decimal

# Words after which a headline reads as a state ("slow or unavailable"), so that a sentence about
# it needs "is". Everything else already carries its verb ("drops for minutes") or is a noun.
_STATES = frozenset(
    {"down", "intermittent", "late", "limited", "lost", "noisy", "not", "partly", "poor", "slow", "unstable", "weak"}
)
_STATE_ENDINGS = ("able", "ed", "ing")
_SIGNIFICANT_DIGITS = 3  # an estimate is not known more exactly than this, GUIDE section 4
# To whom a promise is made, as it reads on a page.
# A language is named in itself, as its reader would look for it.
LANGUAGE_LABELS = {"de": "Deutsch", "en": "English"}
AUDIENCE_WORDS = {
    "internal": "our own desks",
    "customer": "customers",
    "internal-care": "Customer Care",
    "sales": "Sales",
    "partner": "partners",
}


@lru_cache(maxsize=8192)
def count(number: int) -> str:
    """A whole number as people read it, "41,200"."""
    return str(format_decimal(number, locale="en"))


def plural(number: int, one: str, many: str = "") -> str:
    """A count with its noun, "1 incident" or "3 incidents"."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """Which time it is, "1st", "2nd", "3rd", "4th", "11th"."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def rounded(number: int) -> int:
    """The number with three significant digits, so that an estimate does not look exact."""
    step = 10 ** max(0, len(str(abs(number))) - _SIGNIFICANT_DIGITS)
    return (number + step // 2) // step * step


def about(bounds: Sequence[int], noun: str) -> str:
    """An interval of customers in words: exact, about, or from to.

    Args:
        bounds: low, best and high estimate, each 0 or more.
        noun: what is counted, in the plural ("customers").

    Returns:
        "12,300 customers" when exact, "0 to 4,000 customers" when the low end is zero,
        else "about 41,200 customers".
    """
    low, best, high = bounds
    if low == high:
        return f"{count(best)} {noun}"
    if low == 0:
        return f"0 to {count(rounded(high))} {noun}"
    return f"about {count(rounded(best))} {noun}"


def range_of(bounds: Sequence[int]) -> str:
    """The likely range, "38,000 to 44,000"; empty when the count is exact."""
    low, _best, high = bounds
    return "" if low == high else f"{count(rounded(low))} to {count(rounded(high))}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """A list in a sentence, "Coast, Lakes and North"."""
    if len(parts) < 2:  # noqa: PLR2004 - one thing needs no joining word
        return parts[0] if parts else ""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def at_most(parts: Sequence[str], limit: int, more: str = "more") -> str:
    """A list cut honestly, "Coast, Lakes and 4 more"."""
    if len(parts) <= limit:
        return joined(parts)
    return f"{', '.join(parts[:limit])} and {count(len(parts) - limit)} {more}"


@lru_cache(maxsize=4096)
def is_state(headline: str) -> bool:
    """Whether a headline describes a state, so that "is" belongs before it."""
    first = headline.split(" ", 1)[0].casefold()
    return first in _STATES or first.endswith(_STATE_ENDINGS)


def title_of(service: str, headline: str, *, may_be: bool = False) -> str:
    """What an incident is called: the service and what customers notice, never a ticket's title.

    Args:
        service: the service's name.
        headline: completes it ("slow or unavailable"); empty when nothing is known of it.
        may_be: whether it is still being verified.

    Returns:
        "Mobile Data slow or unavailable", "Mobile Data may be slow or unavailable", or
        "Category 26: trouble reported".
    """
    if not headline:
        return f"{service}: trouble reported"
    if not may_be:
        return f"{service} {headline}"
    return f"{service} may be {headline}" if is_state(headline) else f"{service}: possibly {headline}"


def sentence_of(service: str, headline: str, crowd: str, where: str) -> str:
    """The page's one-sentence answer about an incident.

    Args:
        service: the service's name.
        headline: completes it; empty when nothing is known of it.
        crowd: who is hit ("about 41,200 customers"); empty when unknown.
        where: the places ("Coast and Lakes"); empty when unknown.

    Returns:
        "Mobile Data is slow or unavailable for about 41,200 customers in Coast and Lakes."
    """
    if not headline:
        start = f"Trouble is reported with {service}"
    elif is_state(headline):
        start = f"{service} is {headline}"
    else:
        start = f"{service} {headline}"
    return start + (f" for {crowd}" if crowd else "") + (f" in {where}" if where else "") + "."


def lower_first(text: str) -> str:
    """The text with a small first letter and the rest untouched."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]
