"""What is the operator's own becomes hidden, except what customers know anyway."""

from dataclasses import replace

from intera.model.ids import TeamId
from intera.model.narrative import GuardLevel
from intera.model.operator import Operator
from intera.model.party import Team
from intera.narrative.vocabulary import hidden_rules


def test_partners_teams_people_sources_and_hidden_words_are_hidden(operator: Operator) -> None:
    found = {(rule.rule, phrase) for rule in hidden_rules(operator) for phrase in rule.phrases}
    assert found == {
        ("hidden_word", "BlueRidge Optics"),
        ("hidden_word", "Kestrel"),
        ("hidden_word", "cst-agg"),
        ("partner", "Acmecell"),
        ("partner", "P-17"),
        ("person", "Adeyemi"),
        ("person", "K. Adeyemi"),
        ("source", "ServiceNow"),
        ("team", "Mobile Desk"),
    }


def test_names_customers_know_and_single_letters_stay_allowed(operator: Operator) -> None:
    teams = (Team(TeamId("t"), "Coast", lead="A. Li"),)
    crowded = replace(operator, teams=teams, hidden_words=("Mobile Data", "northmoor telecom", "broadband", "X", ""))
    found = {(rule.rule, phrase) for rule in hidden_rules(crowded) for phrase in rule.phrases}
    assert {phrase for rule, phrase in found if rule in {"hidden_word", "team", "person"}} == {"A. Li"}


def test_partner_codes_are_only_looked_at_by_our_own_desks(operator: Operator) -> None:
    codes = [rule for rule in hidden_rules(operator) if "P-17" in rule.phrases]
    assert [rule.level_at(90, "internal-care") for rule in codes] == [GuardLevel.CHECK]
    assert [rule.level_at(90, "customer") for rule in codes] == [GuardLevel.MUST_CHANGE]
