"""An example operator is loaded once, played once, and opened again as it was."""

from pathlib import Path

import pytest

from intera.workflows.open_installation import Installation
from intera.workflows.play_example import NoScenarioError, open_example

NORTHMOOR = Path(__file__).parents[2] / "examples" / "northmoor"


def test_a_folder_without_a_scenario_is_said(installation: Installation, tmp_path: Path) -> None:
    with pytest.raises(NoScenarioError, match=r"holds no scenario\.yaml"):
        open_example(installation, tmp_path)


def test_it_is_new_until_its_whole_history_was_played(installation: Installation) -> None:
    first = open_example(installation, NORTHMOOR)
    again = open_example(installation, NORTHMOOR)
    assert first.is_new
    assert again.is_new
    assert first.history_count() > 1000
    first.play_history(lambda _done, _at: None)
    later = open_example(installation, NORTHMOOR)
    assert not later.is_new
    later.resume()
    later.hold()
    assert later.since == first.scenario.start_at
    for example in (first, again, later):
        example.reader.dispose()
        example.writer.dispose()


def test_the_first_user_is_the_first_person_of_the_scenario(installation: Installation) -> None:
    example = open_example(installation, NORTHMOOR)
    assert (example.person_name, example.team_id) == ("R. Novak", "service-quality")
    example.reader.dispose()
    example.writer.dispose()
