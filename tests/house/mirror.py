"""Does every module with logic have the test that mirrors it."""

import ast
from collections.abc import Collection

from house.findings import Finding


def has_logic(source: str) -> bool:
    """Whether a module decides anything: it has a function with more to it than a docstring."""
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_declared_only(node)
        for node in ast.walk(ast.parse(source))
    )


def mirrors_of(path: str) -> tuple[str, ...]:
    """The test files that mirror a source file, the plain one first.

    A package's own `__init__.py` is mirrored by a test named after the package.
    """
    parts = path.removeprefix("src/intera/").removesuffix(".py").split("/")
    if parts[-1] == "__init__":
        parts = parts[:-1]
        if not parts:
            return ("tests/test_intera.py",)
        inside = "/".join(["tests", *parts, f"test_{parts[-1]}.py"])
        return (inside, "/".join(["tests", *parts[:-1], f"test_{parts[-1]}.py"]))
    name = parts[-1].lstrip("_")
    return ("/".join(["tests", *parts[:-1], f"test_{name}.py"]),)


def find_unmirrored(path: str, source: str, tests: Collection[str]) -> list[Finding]:
    """A module with logic and no mirrored test."""
    if not has_logic(source) or any(mirror in tests for mirror in mirrors_of(path)):
        return []
    return [Finding(path, 1, f"has logic and no test: write {mirrors_of(path)[0]}")]


def _is_declared_only(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in function.body)
