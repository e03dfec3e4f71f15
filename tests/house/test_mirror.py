"""Every module with logic has its test, and the check that says so bites."""

from house import mirror
from house.findings import ROOT, SOURCE, TESTS, python_files, report

# Modules that are judged elsewhere, each with the reason.
EXEMPT: dict[str, str] = {}


def test_every_module_with_logic_has_its_mirrored_test() -> None:
    tests = {path for path, _ in python_files(TESTS)}
    found = [
        f
        for path, source in python_files(SOURCE)
        if path not in EXEMPT
        for f in mirror.find_unmirrored(path, source, tests)
    ]
    assert not found, report(found)


def test_no_exemption_is_stale() -> None:
    tests = {path for path, _ in python_files(TESTS)}
    stale = [
        path
        for path in EXEMPT
        if not (ROOT / path).is_file()
        or not mirror.find_unmirrored(path, (ROOT / path).read_text(encoding="utf-8"), tests)
    ]
    assert not stale, f"no longer needs its exemption: {stale}"


def test_a_module_without_its_test_is_found() -> None:
    source = "def f(x):\n    return x\n"
    assert mirror.find_unmirrored("src/intera/sla/spans.py", source, {"tests/sla/test_period.py"})
    assert mirror.find_unmirrored("src/intera/sla/spans.py", source, {"tests/sla/test_spans.py"}) == []


def test_a_module_of_nouns_only_needs_no_test() -> None:
    assert not mirror.has_logic('class A:\n    """A noun."""\n    x: int = 1\n')
    assert not mirror.has_logic("class P:\n    def name(self) -> str: ...\n")
    assert mirror.has_logic("class A:\n    def f(self):\n        return 1\n")


def test_a_package_is_mirrored_by_a_test_named_after_it() -> None:
    assert mirror.mirrors_of("src/intera/connectors/servicenow/__init__.py") == (
        "tests/connectors/servicenow/test_servicenow.py",
        "tests/connectors/test_servicenow.py",
    )
    assert mirror.mirrors_of("src/intera/settings.py") == ("tests/test_settings.py",)
