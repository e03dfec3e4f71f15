"""Is a module pure: no clock, no randomness, no input or output, no float where money or a ratio is judged.

Import contracts catch the module `time`; these checks catch what hides inside modules a pure room may
import (`datetime.now`) and in the built-in names (`open`).
"""

import ast
import builtins

from house.findings import Finding

FORBIDDEN_REFERENCES = {
    "datetime.datetime.now": "the clock",
    "datetime.datetime.utcnow": "the clock",
    "datetime.datetime.today": "the clock",
    "datetime.date.today": "the clock",
    "os": "the machine",
    "time": "the clock",
    "random": "randomness",
    "secrets": "randomness",
    "urllib.request": "the network",
    "uuid.uuid1": "randomness",
    "uuid.uuid4": "randomness",
    "logging": "logging",
    "breakpoint": "the terminal",
    "eval": "code from text",
    "exec": "code from text",
    "hash": "an order that differs from run to run",
    "input": "the terminal",
    "open": "a file",
    "print": "the terminal",
}
BUILT_IN = frozenset(name for name in FORBIDDEN_REFERENCES if hasattr(builtins, name))


def imported_names(tree: ast.Module) -> dict[str, str]:
    """What each name a module imports stands for, as a dotted path."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted path an expression refers to, with imported names resolved; empty when it is not one."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def find_impure(path: str, source: str) -> list[Finding]:
    """References to the clock, randomness, files or the terminal; a reference counts, called or not."""
    tree = ast.parse(source)
    names = imported_names(tree)
    bound = _bound_names(tree)
    findings: set[Finding] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute) or not isinstance(node.ctx, ast.Load):
            continue
        reference = dotted(node, names)
        if isinstance(node, ast.Name) and node.id not in names and (node.id not in BUILT_IN or node.id in bound):
            continue
        if isinstance(node, ast.Attribute) and _root(node) not in names:
            continue
        for forbidden, what in FORBIDDEN_REFERENCES.items():
            if reference == forbidden or reference.startswith(f"{forbidden}."):
                message = f"'{reference}' is {what}: below the line it is an argument, handed in from above"
                findings.add(Finding(path, node.lineno, message))
    return sorted(findings)


def find_floats(path: str, source: str) -> list[Finding]:
    """Float literals and the name `float`: money and judged ratios are exact."""
    findings: list[Finding] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            message = f"{node.value!r} is a float: write an integer or a Fraction (ADR-0006)"
            findings.append(Finding(path, node.lineno, message))
        elif isinstance(node, ast.Name) and node.id == "float":
            findings.append(Finding(path, node.lineno, "'float': use an integer or a Fraction (ADR-0006)"))
    return findings


def find_view_building(path: str, source: str, view_names: frozenset[str]) -> list[Finding]:
    """Places that build a part of a role view: outside `roles` nobody may."""
    tree = ast.parse(source)
    names = imported_names(tree)
    findings: list[Finding] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            owner, _, name = dotted(node.func, names).rpartition(".")
            if owner.startswith("intera.roles") and name in view_names:
                findings.append(Finding(path, node.lineno, f"builds {name}: only intera.roles may"))
    return findings


def class_names(source: str) -> list[str]:
    """Public classes a module defines at its top level, in order."""
    tree = ast.parse(source)
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _bound_names(tree: ast.Module) -> set[str]:
    """Names the module gives a meaning of its own: arguments, assignments, functions, classes."""
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
    return bound
