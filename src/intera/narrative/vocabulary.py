"""Which words of this operator may never reach a reader: names of partners, teams, people, sources.

Source: PRODUCT section 5 item 7, H2, H4; GUIDE principle 7.
"""

from collections.abc import Iterable

from intera.model.narrative import GuardLevel
from intera.model.operator import Operator
from intera.narrative.word_rule import WordRule

_SHORTEST = 2
# Shorter surnames are too often ordinary words.
_SURNAME = 4


def hidden_rules(operator: Operator) -> tuple[WordRule, ...]:
    """The operator's own vocabulary as rules of the guard.

    Args:
        operator: its hidden words, partners, teams and sources.

    Returns:
        Rules in a fixed order, their phrases literal. Names of services and regions, and the
        operator's own name, stay allowed. Partner codes are hidden from customers, and only to be
        looked at in texts for our own desks.
    """
    public = {thing.name.casefold() for thing in (*operator.services, *operator.regions)}
    public |= {service.spoken_name.casefold() for service in operator.services} | {operator.name.casefold()}
    people = [team.lead for team in operator.teams]
    surnames = [person.split()[-1] for person in people if len(person.split()) > 1]
    groups: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("hidden_word", "Internal word of ours. Remove.", operator.hidden_words),
        ("partner", "Names a partner. Remove.", [partner.name for partner in operator.partners]),
        ("team", "Names a team. Say we.", [team.name for team in operator.teams]),
        ("person", "Names a person. Say we.", [*people, *(name for name in surnames if len(name) >= _SURNAME)]),
        ("source", "Names an internal system. Remove.", [source.name for source in operator.sources]),
    )
    rules = [WordRule(rule, GuardLevel.MUST_CHANGE, reason, _kept(words, public)) for rule, reason, words in groups]
    codes = _kept((partner.partner_code for partner in operator.partners), public)
    reason = "Points at a partner. Remove."
    rules.append(WordRule("partner", GuardLevel.MUST_CHANGE, reason, codes, at_our_desks=GuardLevel.CHECK))
    return tuple(rules)


def _kept(words: Iterable[str], public: set[str]) -> tuple[str, ...]:
    stripped = {" ".join(word.split()) for word in words}
    return tuple(sorted(word for word in stripped if len(word) >= _SHORTEST and word.casefold() not in public))
