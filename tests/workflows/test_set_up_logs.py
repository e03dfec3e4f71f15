"""The log says where it broke and never what was in the variables."""

import pytest
import structlog

from intera.workflows.set_up_logs import set_up_logs


def test_a_stack_trace_holds_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info")

    def fail(password: str) -> int:
        return 1 // (len(password) - len(password))

    try:
        fail("hunter" * 2)
    except ZeroDivisionError:
        structlog.get_logger().exception("failed", place="here")
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "place=here" in said
    assert "hunterhunter" not in said


@pytest.mark.parametrize(("level", "heard"), [("warning", False), ("info", True), ("nonsense", True)])
def test_only_what_is_at_the_level_is_kept(level: str, heard: bool, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: FBT001
    set_up_logs(level)
    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("loud")
    said = capsys.readouterr().err
    assert ("quiet" in said) is heard
    assert "loud" in said
