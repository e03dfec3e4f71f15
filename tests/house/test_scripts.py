"""The two commands end in one clear line where they cannot go on, and never touch what is not theirs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from house.findings import ROOT

SCRIPTS = ROOT / "scripts"


def bash(script: str, *, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a piece of bash with the shared steps loaded and only the given environment."""
    return subprocess.run(
        ["/bin/bash", "-c", f"source {SCRIPTS}/steps.sh; {script}"],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def fake_python(folder: Path, version: str) -> Path:
    """A folder whose only python3 says it is of a version and too old."""
    program = folder / "python3"
    program.write_text(f'#!/bin/sh\ncase "$2" in *print*) echo {version};; *) exit 1;; esac\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_an_old_python_is_named_in_one_line(tmp_path: Path) -> None:
    done = bash("PATH=" + str(fake_python(tmp_path, "3.9.2")) + "; find_python")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "intera: Python 3.11 or newer is needed; found: python3 is 3.9.2. Install it, or name it in INTERA_PYTHON"
    ]


def test_no_python_at_all_is_said_in_one_line(tmp_path: Path) -> None:
    done = bash(f"PATH={tmp_path}; find_python")
    assert done.returncode == 1
    assert "found: no Python at all" in done.stderr


def test_a_disk_too_full_is_said_with_both_figures() -> None:
    done = bash("need_disk . 999999999")
    assert done.returncode == 1
    assert "999999999 MB are needed" in done.stderr
    assert bash("need_disk . 1").returncode == 0


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        ("error: Could not resolve host: pypi.org", "is there a network?"),
        ("cause: dns error", "is there a network?"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("something nobody has seen before", "see the last lines of"),
    ],
)
def test_a_failed_step_ends_in_one_line_that_names_the_reason(tmp_path: Path, log: str, reason: str) -> None:
    (tmp_path / "log").write_text(log, encoding="utf-8")
    done = bash(f"explain_failure 'the step' {tmp_path}/log")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert reason in done.stderr


def test_a_step_says_how_long_it_took_and_keeps_its_output_in_the_log(tmp_path: Path) -> None:
    done = bash(f"run_step 'the step' {tmp_path}/log '' echo hidden")
    assert re.fullmatch(r"  the step: done in [0-9] s\n", done.stdout)
    assert (tmp_path / "log").read_text(encoding="utf-8") == "hidden\n"
    assert bash(f"run_step 'the step' {tmp_path}/log '' false").returncode == 1


def clean(home: Path, project: Path) -> subprocess.CompletedProcess[str]:
    """Runs clean-demo in a copy of the project that has nothing but the scripts."""
    (project / "scripts").mkdir(parents=True, exist_ok=True)
    for name in ("clean-demo", "steps.sh"):
        shutil.copy(SCRIPTS / name, project / "scripts" / name)
    return bash(str(project / "scripts" / "clean-demo"), INTERA_HOME=str(home), HOME=str(project.parent / "person"))


def test_cleaning_removes_the_default_folder_and_says_so(tmp_path: Path) -> None:
    home = tmp_path / "project" / ".intera" / "demo"
    home.mkdir(parents=True)
    done = clean(home, tmp_path / "project")
    assert not home.exists()
    assert done.stdout.startswith(f"Removed {home} (")


def test_cleaning_removes_another_folder_only_when_a_database_is_in_it(tmp_path: Path) -> None:
    home = tmp_path / "elsewhere"
    (home / "photos").mkdir(parents=True)
    refused = clean(home, tmp_path / "project")
    assert (refused.returncode, home.exists()) == (1, True)
    assert "does not look like demo data" in refused.stderr
    (home / "postgres").mkdir()
    (home / "postgres" / "PG_VERSION").write_text("18", encoding="utf-8")
    assert clean(home, tmp_path / "project").returncode == 0
    assert not home.exists()


def test_cleaning_refuses_the_project_and_a_home_folder(tmp_path: Path) -> None:
    project, person = tmp_path / "project", tmp_path / "person"
    (person / "pg").mkdir(parents=True)
    (person / "pg" / "PG_VERSION").write_text("18", encoding="utf-8")
    assert "holds this project" in clean(tmp_path, project).stderr
    assert "is a home folder" in clean(person, project).stderr
    assert project.exists()
    assert person.exists()


def test_cleaning_nothing_says_so(tmp_path: Path) -> None:
    done = clean(tmp_path / "absent", tmp_path / "project")
    assert (done.returncode, done.stdout.startswith("Nothing to remove")) == (0, True)


def test_make_alone_lists_every_command() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607
    assert all(f"make {command} " in listed for command in ("demo", "clean-demo", "test", "check", "bench", "help"))
