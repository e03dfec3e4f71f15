"""Is the code tidy: sizes, names, leftovers."""

import ast
import re
from collections.abc import Iterator

from house.findings import Finding

MODULE_LINES = 400
FUNCTION_LINES = 60
# Names that say nothing about what is inside, so that everything ends up in them.
EMPTY_NAMES = frozenset(
    {"base", "common", "core", "helper", "helpers", "lib", "manager", "managers", "misc", "shared", "util", "utils"}
)
# Written in parts, so that this file does not find itself.
LEFTOVERS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error")) + r")\b")
MACHINE_PATHS = re.compile("/(" + "|".join(("ho" + "me", "ro" + "ot", "wo" + "rk")) + ")/")

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def functions_of(tree: ast.Module) -> Iterator[FunctionNode]:
    """Every function and method of a module, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, FunctionNode):
            yield node


def find_oversize(path: str, source: str) -> list[Finding]:
    """Modules and functions that are too long to be read in one go."""
    findings: list[Finding] = []
    lines = len(source.splitlines())
    if lines > MODULE_LINES:
        findings.append(Finding(path, 1, f"module has {lines} lines, at most {MODULE_LINES}: split it by topic"))
    for function in functions_of(ast.parse(source)):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_LINES:
            message = f"function {function.name} has {length} lines, at most {FUNCTION_LINES}: name its steps"
            findings.append(Finding(path, function.lineno, message))
    return findings


def find_empty_names(path: str) -> list[Finding]:
    """A package or module called utils, helpers and the like."""
    parts = path.removesuffix(".py").split("/")
    guilty = [part for part in parts if part in EMPTY_NAMES or part.rsplit("_", 1)[-1] in EMPTY_NAMES]
    return [Finding(path, 1, f"'{part}' says nothing about what is inside: name the topic") for part in guilty]


def find_leftovers(path: str, text: str) -> list[Finding]:
    """Marks of unfinished work."""
    return [
        Finding(path, number, f"'{match.group()}' is unfinished work: finish it or open an issue")
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := LEFTOVERS.search(line))
    ]


def find_machine_paths(path: str, text: str) -> list[Finding]:
    """Paths that only exist on somebody's machine."""
    return [
        Finding(path, number, f"'{match.group()}' is a path of one machine: write it relative to the project")
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := MACHINE_PATHS.search(line))
    ]


def find_idle_tests(path: str, source: str) -> list[Finding]:
    """Tests that can never fail, or are never run: no assertion, skipped, expected to fail."""
    tree = ast.parse(source)
    idle = [
        Finding(path, node.lineno, f"'{node.attr}': a test that does not run proves nothing")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail", "importorskip"}
    ]
    toothless = [
        Finding(path, function.lineno, f"{function.name} asserts nothing, so it cannot fail")
        for function in functions_of(tree)
        if function.name.startswith("test_") and not any(_judges(node) for node in ast.walk(function))
    ]
    return idle + toothless


def _judges(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return not (isinstance(node.test, ast.Constant) and node.test.value is True)
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in {"raises", "warns", "expect", "fail"} or name.startswith(("assert_", "expect_", "check_"))
