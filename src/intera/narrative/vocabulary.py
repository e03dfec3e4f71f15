"""Which words of this operator may never reach a reader: names of partners, teams, people, sources, customers, codes.

All of it comes with the operator's data from the store; the worker that reads texts loads it there.
Source: PRODUCT section 5 item 7, H2, H4; GUIDE principle 7.
"""

import re
from collections.abc import Iterable

from intera.model.narrative import GuardLevel
from intera.model.operator import Operator
from intera.narrative.word_rule import WordRule

_SHORTEST = 2
# Shorter codes are too often ordinary words or names of places.
_CODE = 4
_LOOKS_LIKE_A_CODE = re.compile(r"\d|[A-Z]{2}.*-|-.*[A-Z]{2}")
_WORDS = re.compile(r"[^\W_]+")
# Desks that customers know by these names.
_OPEN_DESKS = frozenset(
    {
        "customer care",
        "customer service",
        "customer services",
        "customer support",
        "support",
        "billing",
        "sales",
        "shops",
    }
)
# Shorter surnames are too often ordinary words.
_SURNAME = 4


def hidden_rules(operator: Operator) -> tuple[WordRule, ...]:
    """The operator's own vocabulary as rules of the guard.

    Args:
        operator: its hidden words, partners, teams, sources, accounts and its own codes for things.

    Returns:
        Rules in a fixed order, their phrases literal. Names of services and regions, and the
        operator's own name, stay allowed. Partner codes are hidden from customers, and only to be
        looked at in texts for our own desks.
    """
    public = {name.casefold() for name in public_names(operator)}
    people = [team.lead for team in operator.teams]
    surnames = [person.split()[-1] for person in people if len(person.split()) > 1]
    groups: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("hidden_word", "Internal word of ours. Remove.", operator.hidden_words),
        ("partner", "Names a partner. Remove.", [partner.name for partner in operator.partners]),
        (
            "team",
            "Names a team. Say we.",
            [team.name for team in operator.teams if team.name.casefold() not in _OPEN_DESKS],
        ),
        ("person", "Names a person. Say we.", [*people, *(name for name in surnames if len(name) >= _SURNAME)]),
        ("source", "Names an internal system. Remove.", [source.name for source in operator.sources]),
        ("account", "Names one of our customers. Remove.", [account.name for account in operator.accounts]),
        ("code", "A code of ours. Remove.", _codes(operator)),
    )
    rules = [
        WordRule(rule, GuardLevel.MUST_CHANGE, reason, kept)
        for rule, reason, words in groups
        if (kept := _kept(words, public))
    ]
    codes = _kept((partner.partner_code for partner in operator.partners), public)
    reason = "Points at a partner. Remove."
    rules.append(WordRule("partner", GuardLevel.MUST_CHANGE, reason, codes, at_our_desks=GuardLevel.CHECK))
    return tuple(rules)


def public_names(operator: Operator) -> frozenset[str]:
    """What customers know an operator by: its own name, and what it calls its services and places.

    Args:
        operator: any.

    Returns:
        Names as written, in every language.
    """
    names = {operator.name, *(region.name for region in operator.regions)}
    for service in operator.services:
        names |= {service.name, service.spoken_name, *(words.spoken_name for words in service.words_in)}
    return frozenset(name for name in names if name.strip())


def hidden_in_sight(operator: Operator) -> list[tuple[int, str]]:
    """Hidden words that customers read in every update: a name of the operator, of a service or of a place.

    Args:
        operator: any.

    Returns:
        Each with its number in the list of hidden words.
    """
    public = {" ".join(name.casefold().split()) for name in public_names(operator)}
    words = enumerate(operator.hidden_words)
    return [(number, word) for number, word in words if " ".join(word.casefold().split()) in public]


def _codes(operator: Operator) -> Iterable[str]:
    """What our systems call services, places, symptoms and desks, and the numbers of problems and works."""
    named = (*operator.services, *operator.regions, *operator.symptoms, *operator.teams)
    spoken = {_spelled(thing.name) for thing in (*operator.services, *operator.regions, *operator.symptoms)}
    aliases = (alias for thing in named for alias in thing.aliases if _spelled(alias) not in spoken)
    yield from (alias for alias in aliases if len(alias) >= _CODE and _LOOKS_LIKE_A_CODE.search(alias))
    yield from (problem.problem_id for problem in operator.problems)
    yield from (work.work_id for work in operator.planned_works)


def _spelled(name: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(name.casefold()))


def _kept(words: Iterable[str], public: set[str]) -> tuple[str, ...]:
    stripped = {" ".join(word.split()) for word in words}
    return tuple(sorted(word for word in stripped if len(word) >= _SHORTEST and word.casefold() not in public))
