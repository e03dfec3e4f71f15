"""What is a role package: its daily questions, what it may see, what it may decide, its words.

Source: PRODUCT section 2 (role packages), D1 (shipped documentation).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from intera.model.decision import DecisionKind

# The pages of a desk that judges and decides; a role that is only told has its own few.
DESK_PAGES = frozenset({"board", "briefing", "incident", "now", "sources", "trail", "words"})


class UnknownRoleError(LookupError):
    """A role package was asked for that the product does not ship."""

    def __init__(self, slug: str, known: tuple[str, ...]) -> None:
        """Names the slug and what exists."""
        super().__init__(f"no role package is called {slug!r}; shipped are: {', '.join(known)}")
        self.slug = slug


class PhraseMissingError(ValueError):
    """A role package's phrases lack a key that a page needs."""

    def __init__(self, slug: str, key: str) -> None:
        """Names the package and the key."""
        super().__init__(f"phrases of role package {slug!r} lack {key!r}; add it to its phrases.toml")
        self.key = key


@dataclass(frozen=True, slots=True)
class DailyQuestion:
    """One question the role comes with, and the card that answers it on the first screen."""

    question_id: str
    card: str


@dataclass(frozen=True, slots=True)
class RolePackage:
    """One role: what it asks, which released groups it may read, which decisions it may take.

    `pages` are those it has beside its guide; any other is not there for it.
    """

    slug: str
    title: str
    questions: tuple[DailyQuestion, ...]
    fields: tuple[str, ...]
    actions: frozenset[DecisionKind]
    phrase_keys: tuple[str, ...]
    pages: frozenset[str] = DESK_PAGES


class Phrases:
    """A role's words by dotted key ("sla.jeopardy")."""

    __slots__ = ("_slug", "_words")

    def __init__(self, slug: str, words: Mapping[str, str]) -> None:
        """Keeps the words of one package."""
        self._slug = slug
        self._words = dict(words)

    def say(self, key: str) -> str:
        """The words for a key.

        Args:
            key: dotted, as in phrases.toml.

        Returns:
            The words.

        Raises:
            PhraseMissingError: the package has no such key.
        """
        try:
            return self._words[key]
        except KeyError:
            raise PhraseMissingError(self._slug, key) from None

    @property
    def words(self) -> Mapping[str, str]:
        """All words by key."""
        return dict(self._words)


def parse_phrases(raw: Mapping[str, object], package: RolePackage) -> Phrases:
    """A package's words from its phrases file, checked to be whole.

    Args:
        raw: the parsed file: tables of text.
        package: the package whose keys must all be there.

    Returns:
        The words by dotted key.

    Raises:
        PhraseMissingError: a key the package's pages need is missing, or is not text.
    """
    words: dict[str, str] = {}
    for table, entries in raw.items():
        if isinstance(entries, Mapping):
            for key, value in cast("Mapping[str, object]", entries).items():
                if isinstance(value, str) and value:
                    words[f"{table}.{key}"] = value
    for key in package.phrase_keys:
        if key not in words:
            raise PhraseMissingError(package.slug, key)
    return Phrases(package.slug, words)
