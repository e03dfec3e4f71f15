"""Recipients on the command line: loaded, counted, one's secret, one that leaves."""

from pathlib import Path

from cli.conftest import Command, is_one_line

LIST = """recipient_id,audience,channel,address
ops,customer,mail,ops@x.example
hook,customer,webhook,https://x.example/hook
bad,customer,sms,12
"""


def test_a_list_is_loaded_and_its_bad_rows_are_named(intera: Command, loaded: Path, tmp_path: Path) -> None:
    del loaded
    path = tmp_path / "recipients.csv"
    path.write_text(LIST, encoding="utf-8")
    first = intera("recipients", "load", str(path))
    assert first.exit_code == 0, first.output
    assert "2 recipients are on the list in force." in first.stdout
    assert "row 4: the address is no number with its country code" in first.stdout
    assert "already" in intera("recipients", "load", str(path)).stdout
    assert "1  customer by webhook" in intera("recipients", "count").stdout
    assert intera("recipients", "secret", "hook").stdout.startswith("whsec_")
    assert intera("recipients", "leave", "ops").stdout.strip() == "ops is told no more."
    assert is_one_line(intera("recipients", "secret", "nobody"))
    assert is_one_line(intera("recipients", "leave", "nobody"))
    path.write_text("who\nme\n", encoding="utf-8")
    assert is_one_line(intera("recipients", "load", str(path)))
    assert is_one_line(intera("recipients", "load", str(tmp_path / "none.csv")))


def test_a_folder_brings_its_list_along(intera: Command, loaded: Path) -> None:
    path = loaded / "recipients.csv"
    path.write_text(LIST.replace("bad,customer,sms,12\n", "more,customer,mail,more@x.example\n"), encoding="utf-8")
    try:
        done = intera("load", str(loaded))
    finally:
        path.unlink()
    assert done.exit_code == 0, done.output
    assert "3 recipients are on the list in force" in done.stdout
