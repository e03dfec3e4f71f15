"""The glossary decides the words, so it knows every noun of the model and invents none."""

import ast
from collections.abc import Iterable, Mapping, Sequence

from house.documents import table_rows
from house.findings import ROOT, room_files

NUMBERS = {"int", "Fraction", "datetime"}
CELLS = 5


def nouns_of(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Public classes that are not errors, with the module each stands in."""
    return {
        node.name: path.rsplit("/", 1)[-1].removesuffix(".py")
        for path, source in files
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not node.name.endswith("Error")
    }


def number_fields(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Fields of the nouns that hold a number or an instant, with the noun of the first one."""
    fields: dict[str, str] = {}
    for _, source in files:
        for noun in (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)):
            for statement in noun.body:
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    named = {node.id for node in ast.walk(statement.annotation) if isinstance(node, ast.Name)}
                    if named & NUMBERS:
                        fields.setdefault(statement.target.id, noun.name)
    return fields


def compare_nouns(rows: Sequence[Sequence[str]], nouns: Mapping[str, str]) -> list[str]:
    """How the glossary and the model differ."""
    faults = [f"a row has {len(row)} cells, not {CELLS}: {row}" for row in rows if len(row) != CELLS or not all(row)]
    written = {row[1]: row[2] for row in rows if len(row) == CELLS}
    faults += [f"{noun} of model/{module}.py has no row" for noun, module in nouns.items() if noun not in written]
    faults += [f"'{noun}' has a row but is no class of the model" for noun in written if noun not in nouns]
    faults += [
        f"{noun} is in model/{nouns[noun]}.py, not {module}.py"
        for noun, module in written.items()
        if noun in nouns and nouns[noun] != module
    ]
    words = [row[0] for row in rows if row]
    return faults + [f"'{word}' means two things" for word in sorted({word for word in words if words.count(word) > 1})]


def compare_units(fields: Mapping[str, str], endings: Sequence[str], unitless: Sequence[str]) -> list[str]:
    """Numbers whose unit cannot be told from their name, and names listed for nothing."""
    faults = [
        f"{noun}.{field} has no unit at its end"
        for field, noun in fields.items()
        if not field.endswith(tuple(endings)) and field not in unitless
    ]
    return faults + [f"'{field}' is listed but no noun has it" for field in unitless if field not in fields]


def glossary() -> str:
    """The page as text."""
    return (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")


def test_every_noun_of_the_model_has_its_row_and_no_row_is_without_a_noun() -> None:
    rows = table_rows(glossary(), "Nouns")
    assert rows
    assert compare_nouns(rows, nouns_of(room_files("model"))) == []


def test_every_number_of_the_model_tells_its_unit() -> None:
    endings = [row[0] for row in table_rows(glossary(), "Units")]
    unitless = [row[0] for row in table_rows(glossary(), "Numbers without a unit")]
    assert compare_units(number_fields(room_files("model")), endings, unitless) == []


def test_a_noun_without_a_row_and_a_row_without_a_noun_are_found() -> None:
    rows = [["word", "Old", "old", "-", "meaning"]]
    assert compare_nouns(rows, {"New": "new"}) == [
        "New of model/new.py has no row",
        "'Old' has a row but is no class of the model",
    ]


def test_a_row_under_the_wrong_module_or_with_a_hole_is_found() -> None:
    assert compare_nouns([["word", "New", "old", "-", "m"]], {"New": "new"}) == ["New is in model/new.py, not old.py"]
    assert "cells" in compare_nouns([["word", "New", "new", "", "m"]], {"New": "new"})[0]


def test_a_word_for_two_ideas_is_found() -> None:
    rows = [["word", "A", "a", "-", "m"], ["word", "B", "a", "-", "m"]]
    assert compare_nouns(rows, {"A": "a", "B": "a"}) == ["'word' means two things"]


def test_a_number_without_its_unit_is_found() -> None:
    source = "class A:\n    delay: int\n    delay_s: int\n    ends: 'str'\n    seen_at: datetime | None = None\n"
    fields = number_fields([("a.py", source)])
    assert fields == {"delay": "A", "delay_s": "A", "seen_at": "A"}
    assert compare_units(fields, ["_s", "_at"], ["gone"]) == [
        "A.delay has no unit at its end",
        "'gone' is listed but no noun has it",
    ]
