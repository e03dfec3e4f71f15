"""Does a text carry a word no role may read, and what is shown instead.

The last net under the declassifier: rules are expected to write role-safe sentences; what still
names a device, a site, a vendor or a partner is held back word by word.
Source: PRODUCT H1, H2, H4; design GUIDE section 5, "Not allowed".
"""

from functools import lru_cache

HELD_BACK = "(held back)"
_EDGES = ".,;:!?()[]{}\"'\u201c\u201d\u2018\u2019"
_JOINTS = "-_./:"
_MIN_JOINTS = 2
_IP_JOINTS = 3


@lru_cache(maxsize=16)
def _vocabulary(hidden: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    single = frozenset(word for word in hidden if " " not in word)
    return single, tuple(word for word in hidden if " " in word)


@lru_cache(maxsize=16384)
def screen(text: str, hidden: tuple[str, ...]) -> str:
    """The text with every hidden word held back.

    Args:
        text: one sentence or name written by a rule or a desk.
        hidden: the operator's hidden vocabulary, case-folded (`Operator.hidden_vocabulary`).

    Returns:
        The same text when nothing in it is hidden.
    """
    if not hidden or not text:
        return text
    single, several = _vocabulary(hidden)
    folded = text.casefold()
    for phrase in several:
        at = folded.find(phrase)
        while at >= 0:
            text = text[:at] + HELD_BACK + text[at + len(phrase) :]
            folded = text.casefold()
            at = folded.find(phrase)
    if single.isdisjoint(word.strip(_EDGES) for word in folded.split()):
        return text
    return " ".join(HELD_BACK if word.casefold().strip(_EDGES) in single else word for word in text.split())


@lru_cache(maxsize=16384)
def spoken_name(name: str, hidden: tuple[str, ...], fallback: str) -> str:
    """A source's own name for a service or place, if it may be spoken.

    Args:
        name: what the source called it, not resolved to anything of ours.
        hidden: the operator's hidden vocabulary, case-folded.
        fallback: what to say when the name is hidden or looks like a device's.

    Returns:
        The name, or the fallback.
    """
    name = name.strip()
    if not name or looks_like_device(name) or screen(name, hidden) != name:
        return fallback
    return name


def looks_like_device(name: str) -> bool:
    """Whether a name has the shape of a device, port or address ("co-cr-02", "10.0.0.1")."""
    if " " in name or not any(letter.isdigit() for letter in name):
        return False
    joints = sum(name.count(joint) for joint in _JOINTS)
    return joints >= (_MIN_JOINTS if any(letter.isalpha() for letter in name) else _IP_JOINTS)
