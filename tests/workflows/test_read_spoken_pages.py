"""The pages of those who speak with customers are read as the pages' role, before anything is loaded and after."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from flows.drive import feed_and_take
from flows.town import TESTS, says, town
from intera.model.operator import Operator
from intera.roles.care_now import CareAsk
from intera.roles.frame import Visitor
from intera.roles.told_view import CareView
from intera.web.render import load_role
from intera.workflows.keep_working import Worker
from intera.workflows.open_installation import Installation
from intera.workflows.read_spoken_pages import (
    read_accounts_page,
    read_care_account_page,
    read_care_page,
    read_sales_page,
)

HALL, SUND = Visitor("E. Hall", "care", ""), Visitor("P. Sund", "sales", "")


@pytest.fixture
def reader(installation: Installation) -> Iterator[Engine]:
    engine = installation.reader_engine()
    yield engine
    engine.dispose()


def test_before_anything_is_loaded_every_page_says_so_honestly(reader: Engine) -> None:
    care, sales = load_role("care"), load_role("sales")
    page = read_care_page(reader, care, HALL, CareAsk(), notice=None)
    assert isinstance(page.view, CareView)
    assert page.view.headline == "Nothing is affecting customers that we know of."
    assert [item.key for group in page.frame.nav for item in group.items] == ["care", "care_accounts", "guide"]
    assert read_accounts_page(reader, care, HALL, "a").view
    assert read_care_account_page(reader, care, HALL, "acc", notice=None) is None
    assert read_sales_page(reader, sales, SUND, notice=None).view


def test_what_is_told_is_there_once_it_was_judged(
    installation: Installation, worker: Worker, load: Callable[[Installation, Operator], None], reader: Engine
) -> None:
    load(installation, town())
    about = {"external_id": "coast", "state": "degraded", "region_refs": ["coast"], "failing_percent": 58}
    feed_and_take(installation, worker, [says(TESTS, "e1", 0, **about)])
    page = read_care_page(reader, load_role("care"), HALL, CareAsk(), notice=None)
    assert isinstance(page.view, CareView)
    assert page.view.lead is None or page.view.lead.standing == "not_verified"
