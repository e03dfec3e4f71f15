"""Policy files found, and a bad one named with its line."""

from pathlib import Path

import pytest

from intera.workflows.policy_files import PolicyFileError, activate, line_of, parse_file, policy_paths, with_id
from intera.workflows.rulebook import DEFAULT_POLICY, read_yaml

TEXT = DEFAULT_POLICY.read_text(encoding="utf-8")


def _write(path: Path, *changes: tuple[str, str]) -> tuple[Path, dict[str, object]]:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path, read_yaml(path)


def test_a_folder_holds_one_policy_or_several_or_none(tmp_path: Path) -> None:
    shipped = DEFAULT_POLICY
    assert policy_paths(None, shipped) == [shipped]
    assert policy_paths(tmp_path, shipped) == [shipped]
    single = tmp_path / "policy.yaml"
    _write(single)
    assert policy_paths(tmp_path, shipped) == [single]
    many = tmp_path / "policies"
    many.mkdir()
    with pytest.raises(PolicyFileError, match=r"move policy\.yaml into policies"):
        policy_paths(tmp_path, shipped)
    single.unlink()
    with pytest.raises(PolicyFileError, match=r"holds no \*\.yaml"):
        policy_paths(tmp_path, shipped)
    _write(many / "b.yaml")
    _write(many / "a.yaml")
    assert [path.name for path in policy_paths(tmp_path, shipped)] == ["a.yaml", "b.yaml"]


def test_a_policy_without_an_id_is_named_after_its_file(tmp_path: Path) -> None:
    assert parse_file(_write(tmp_path / "gold.yaml", ("id: default\n", ""))).ref == "gold 8"
    assert with_id((tmp_path / "gold.yaml", {"id": "own"})) == {"id": "own"}


@pytest.mark.parametrize(
    ("old", "new", "says", "written"),
    [
        (
            "account_count: 1}",
            "account: 1}",
            "severity policy default, rules.vip.params.account: has no unit",
            "params: {tier: vip, account: 1}",
        ),
        ('version: "8"\n', "", "severity policy default, version: is missing", ""),
        (
            "    severity: P1\n    is_provisional: false\n",
            "    severity: P7\n",
            "examples[0].severity: 'P7' is no",
            "severity: P7",
        ),
        ("  longest_min: 480", "  longest: 480", "override.longest: is not known here", "longest: 480"),
        ("    title: VIP accounts\n", "", "clauses.3.1.title: is missing", '"3.1":'),
    ],
)
def test_a_bad_key_is_named_with_file_line_and_policy(
    tmp_path: Path, old: str, new: str, says: str, written: str
) -> None:
    path, raw = _write(tmp_path / "draft.yaml", (old, new))
    with pytest.raises(PolicyFileError) as refused:
        parse_file((path, raw))
    message = str(refused.value)
    assert says in message
    line = int(message.split("line ", maxsplit=1)[1].split(":", maxsplit=1)[0]) if "line " in message else 0
    assert (path.read_text(encoding="utf-8").splitlines()[line - 1].strip() if line else "") == written
    assert message.startswith("draft.yaml")
    assert "\n" not in message


def test_a_key_is_found_on_its_line_or_the_nearest_one_above() -> None:
    text = 'a:\n  "2.1":\n    t: 1\n  b:\n    - x: 1\n      y: 2\n    - z: 3\n'
    assert line_of(text, "a.2.1.t") == 3
    assert line_of(text, "a.b[0].y") == 6
    assert line_of(text, "a.b[1].missing") == 7
    assert line_of(text, "a.b[9]") == 4
    assert line_of(text, "c") is None


def test_policies_that_leave_a_gap_or_fail_an_example_are_not_activated(tmp_path: Path) -> None:
    good = _write(tmp_path / "a.yaml")
    assert [policy.ref for policy in activate([good]).policies] == ["default 8"]
    with pytest.raises(PolicyFileError, match="is given twice"):
        activate([good, good])
    failing = _write(tmp_path / "b.yaml", ("region_count: 2, count_from", "region_count: 3, count_from"))
    assert activate([failing])
    failing = _write(tmp_path / "b.yaml", ("raise_percent: 75", "raise_percent: 95"))
    with pytest.raises(PolicyFileError, match="its example"):
        activate([failing])
