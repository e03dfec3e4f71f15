"""Does a text carry a word no role may read, and what is shown instead.

The last net under the declassifier: rules are expected to write role-safe sentences; what still
names a device, a site, a vendor or a partner is held back word by word.
Source: PRODUCT H1, H2, H4; design GUIDE section 5, "Not allowed".
"""

from functools import lru_cache

HELD_BACK = "(held back)"
_EDGES = ".,;:!?()[]{}\"'\u201c\u201d\u2018\u2019"
_JOINTS = "-_./:"
_SPLIT = str.maketrans(dict.fromkeys(_JOINTS, " "))
_MIN_JOINTS = 2
_IP_JOINTS = 3
_MEMORY = 16384  # texts remembered; they repeat from one release to the next


class Screen:
    """Holds back one operator's hidden words, remembering the texts it has seen."""

    __slots__ = ("_seen", "_several", "_single")

    def __init__(self, hidden: tuple[str, ...]) -> None:
        """Takes the operator's hidden vocabulary, case-folded (`Operator.hidden_vocabulary`)."""
        self._single = frozenset(word for word in hidden if " " not in word)
        self._several = tuple(word for word in hidden if " " in word)
        self._seen: dict[str, str] = {}

    def text(self, text: str) -> str:
        """The text with every hidden word held back.

        Args:
            text: one sentence or name written by a rule or a desk.

        Returns:
            The same text when nothing in it is hidden.
        """
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) >= _MEMORY:
                self._seen.clear()
            found = self._seen[text] = self._clean(text)
        return found

    def _clean(self, text: str) -> str:
        folded = text.casefold()
        for phrase in self._several:
            at = folded.find(phrase)
            while at >= 0:
                text = text[:at] + HELD_BACK + text[at + len(phrase) :]
                folded = text.casefold()
                at = folded.find(phrase)
        if not any(self._hides(word) for word in folded.split()):
            return text
        return " ".join(HELD_BACK if self._hides(word.casefold()) else word for word in text.split())

    def _hides(self, word: str) -> bool:
        """Whether a word, or a part of it between joints ("kilnmark-7"), is hidden."""
        bare = word.strip(_EDGES)
        return bare in self._single or not self._single.isdisjoint(bare.translate(_SPLIT).split())

    def name(self, name: str, fallback: str) -> str:
        """A source's own name for a service, place or team, if it may be spoken.

        Args:
            name: what the source called it, not resolved to anything of ours.
            fallback: what to say when the name is hidden or looks like a device's.

        Returns:
            The name, or the fallback.
        """
        name = name.strip()
        if not name or looks_like_device(name) or self.text(name) != name:
            return fallback
        return name


@lru_cache(maxsize=8)
def screen_for(hidden: tuple[str, ...]) -> Screen:
    """The screen of a hidden vocabulary, made once."""
    return Screen(hidden)


def looks_like_device(name: str) -> bool:
    """Whether a name has the shape of a device, port or address ("co-cr-02", "10.0.0.1")."""
    if " " in name or not any(letter.isdigit() for letter in name):
        return False
    joints = sum(name.count(joint) for joint in _JOINTS)
    return joints >= (_MIN_JOINTS if any(letter.isalpha() for letter in name) else _IP_JOINTS)
