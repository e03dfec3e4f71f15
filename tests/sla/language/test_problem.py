"""A problem says where it stands, as people write it."""

from intera.sla.language.problem import Problem, UnusableContractError, dotted


def test_a_place_is_written_with_dots_and_numbers() -> None:
    assert dotted(("remedies", "uptime", "rows", 2, "pay")) == "remedies.uptime.rows[2].pay"
    assert Problem("rule", (), "sentence").place == "the file"


def test_an_unusable_contract_names_the_first_problem_and_counts_the_others() -> None:
    error = UnusableContractError((Problem("a", ("x",), "is wrong"), Problem("b", ("y",), "too")))
    assert str(error) == "x: is wrong (and 1 more)"
    assert len(error.problems) == 2
