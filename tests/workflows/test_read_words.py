"""The pages of the desk that writes are read as the pages' role."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from intera.roles.composer import ComposerAsk
from intera.roles.frame import Visitor
from intera.roles.view_composer import NarrativesView
from intera.web.render import load_role
from intera.workflows.open_installation import Installation
from intera.workflows.read_words import read_composer_page, read_narratives_page

NOVAK = Visitor("R. Novak", "service_assurance", "mobile-desk")


@pytest.fixture
def reader(installation: Installation) -> Iterator[Engine]:
    engine = installation.reader_engine()
    yield engine
    engine.dispose()


def test_before_anything_is_loaded_there_is_nothing_to_write(reader: Engine) -> None:
    role = load_role("service_assurance")
    assert read_composer_page(reader, role, NOVAK, "INC-0000000", ask=ComposerAsk()) is None
    page = read_narratives_page(reader, role, NOVAK)
    assert isinstance(page.view, NarrativesView)
    assert page.view.headline == "No words wait for anybody."
    assert page.frame.current == "words"
