"""What a rule of the language guard is: phrases, how strict, why, and what to say instead.

A phrase is written in plain words with three marks: `router(s)` stands for both forms,
`is|are down` for either word, and `is down => is not working` gives the safe form (only written
where it fits the sentence as it stands).
"""

from dataclasses import dataclass
from itertools import product

from intera.model.narrative import GuardLevel

# A bar no confidence reaches: the rule holds always.
ALWAYS = 101
# Readers inside the house; every other audience, known or not, is read as strictly as customers.
OUR_DESKS = frozenset({"internal-care"})
# Rules a person decides on that a slip of the hand must not hide.
_ASKED_ANYHOW = frozenset({"third_party", "filler", "minimiser"})


@dataclass(frozen=True, slots=True)
class WordRule:
    """One rule. Under `until_percent` of confidence it has `level`; from there on `then` (None: silent).

    `at_our_desks` is the level in texts that only our own desks read, where it differs. `near` are groups
    of words that say it together (see `near_search`).
    """

    rule: str
    level: GuardLevel
    reason: str
    phrases: tuple[str, ...]
    until_percent: int = ALWAYS
    then: GuardLevel | None = None
    at_our_desks: GuardLevel | None = None
    near: tuple[str, ...] = ()

    def level_at(self, confidence_percent: int, audience: str) -> GuardLevel | None:
        """How strict the rule is at a confidence and for a reader; None when it has nothing to say."""
        if self.at_our_desks is not None and audience in OUR_DESKS:
            return self.at_our_desks
        return self.level if confidence_percent < self.until_percent else self.then


def is_strict(rule: WordRule) -> bool:
    """Whether a rule is also looked for respelled and loosened: it must change, or a person must decide.

    What says nothing or makes small is asked about however it is spelled: its disguise is as idle as itself.

    Args:
        rule: any.

    Returns:
        True where a disguise matters.
    """
    return rule.level is GuardLevel.MUST_CHANGE or rule.rule in _ASKED_ANYHOW


def spelled_out(phrase: str) -> tuple[tuple[str, str], ...]:
    """Every plain form of a phrase with its safe form.

    Args:
        phrase: words with `(s)`, `|` and `=>` marks.

    Returns:
        Pairs of words and replacement ("" where there is none).
    """
    words, _, replacement = phrase.partition(" => ")
    choices = [tuple(form for word in group.split("|") for form in _with_endings(word)) for group in words.split()]
    return tuple((" ".join(form), replacement.strip()) for form in product(*choices))


def _with_endings(word: str) -> tuple[str, ...]:
    stem, mark, ending = word.partition("(")
    return (stem, stem + ending.removesuffix(")")) if mark else (word,)
