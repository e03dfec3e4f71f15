"""The recipes of CONTRIBUTING are true: the files they list are those a living plugin has."""

import re

import pytest

from house.documents import listed_files, prose_lines
from house.findings import ROOT

RECIPES = ("A connector", "A role package", "A metric", "A severity rule")
EXAMPLE = re.compile(r"^For example `([a-z_]+)`\.")


def contributing() -> str:
    """The page as text."""
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def examples_of(text: str) -> dict[str, str]:
    """The example each recipe names, by the recipe's heading."""
    found: dict[str, str] = {}
    heading = ""
    for _, line in prose_lines(text):
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif match := EXAMPLE.match(line):
            found[heading] = match.group(1)
    return found


def missing_files(recipe: list[str], example: str) -> list[str]:
    """Files of a recipe its example does not have."""
    paths = [path.replace("<slug>", example) for path in recipe]
    return [path for path in paths if not (ROOT / path).is_file()]


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_example_of_a_recipe_has_every_file_the_recipe_lists(recipe: str) -> None:
    files = listed_files(contributing(), recipe)
    assert len(files) > 2, f"the recipe '{recipe}' lists no files"
    missing = missing_files(files, examples_of(contributing())[recipe])
    assert not missing, f"the recipe '{recipe}' lists files its example lacks: {missing}"


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_ends_with_one_edit_of_a_list_that_names_the_example(recipe: str) -> None:
    edited = [path for path in listed_files(contributing(), recipe) if "<slug>" not in path]
    example = examples_of(contributing())[recipe]
    lists = [path for path in edited if path.endswith("__init__.py")]
    assert len(lists) == 1
    assert example in (ROOT / lists[0]).read_text(encoding="utf-8")


def test_there_are_recipes_for_the_four_axes_that_grow_and_no_other() -> None:
    assert tuple(examples_of(contributing())) == RECIPES


def test_a_file_the_example_lacks_is_found() -> None:
    assert missing_files(["Makefile", "src/<slug>.txt"], "nowhere") == ["src/nowhere.txt"]
