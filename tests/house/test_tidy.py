"""The code is tidy, and the checks that say so bite."""

from house import tidy
from house.findings import ROOT, SOURCE, TESTS, project_files, python_files, report, text_of


def test_modules_and_functions_are_short_enough_to_read() -> None:
    found = [
        f for path, source in python_files(SOURCE, TESTS, ROOT / "benchmarks") for f in tidy.find_oversize(path, source)
    ]
    assert not found, report(found)


def test_names_say_what_is_inside() -> None:
    found = [f for path, _ in python_files(SOURCE, TESTS) for f in tidy.find_empty_names(path)]
    assert not found, report(found)


def test_nothing_is_left_unfinished() -> None:
    found = [
        f
        for path in project_files()
        if path.suffix in {".py", ".md", ".html", ".sql", ".sh", ".yaml", ".toml", ""} and (text := text_of(path))
        for f in tidy.find_leftovers(path.relative_to(ROOT).as_posix(), text)
    ]
    assert not found, report(found)


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f
        for path in project_files()
        if path.name not in {".gitignore", "uv.lock"} and (text := text_of(path))
        for f in tidy.find_machine_paths(path.relative_to(ROOT).as_posix(), text)
    ]
    assert not found, report(found)


def test_every_test_can_fail() -> None:
    found = [f for path, source in python_files(TESTS) for f in tidy.find_idle_tests(path, source)]
    assert not found, report(found)


def test_a_long_module_is_found() -> None:
    assert [f.line for f in tidy.find_oversize("a.py", "x = 1\n" * 401)] == [1]
    assert tidy.find_oversize("a.py", "x = 1\n" * 400) == []


def test_a_long_function_is_found_by_name() -> None:
    source = "def steps():\n" + "    x = 1\n" * 60
    assert "steps has 61 lines" in tidy.find_oversize("a.py", source)[0].message
    assert tidy.find_oversize("a.py", "async def steps():\n" + "    x = 1\n" * 59) == []


def test_an_empty_name_is_found_in_folders_modules_and_endings() -> None:
    assert tidy.find_empty_names("src/intera/utils/dates.py")
    assert tidy.find_empty_names("src/intera/sla/common.py")
    assert tidy.find_empty_names("src/intera/sla/sla_helpers.py")
    assert tidy.find_empty_names("src/intera/sla/spans.py") == []


def test_a_leftover_is_found_with_its_line() -> None:
    assert [f.line for f in tidy.find_leftovers("a.py", "x = 1\n# TO" + "DO later\n")] == [2]
    assert tidy.find_leftovers("a.py", "todos = []\n") == []


def test_a_machine_path_is_found() -> None:
    assert tidy.find_machine_paths("a.md", "see /ho" + "me/someone/notes")
    assert tidy.find_machine_paths("a.md", "see docs/homework and network/root cause") == []


def test_a_test_that_cannot_fail_is_found() -> None:
    assert "asserts nothing" in tidy.find_idle_tests("t.py", "def test_a():\n    x = 1\n")[0].message
    assert tidy.find_idle_tests("t.py", "def test_a():\n    assert True\n")
    assert tidy.find_idle_tests("t.py", "import pytest\n@pytest.mark.xfail\ndef test_a():\n    assert f()\n")
    assert tidy.find_idle_tests("t.py", "def test_a():\n    with pytest.raises(E):\n        f()\n") == []
