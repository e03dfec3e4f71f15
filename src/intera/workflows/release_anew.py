"""Releases every incident again after an update that changed what is released: pages never read an older shape.

Nothing is decided: the documents are made anew from judgements on record, as of the instant of each.
"""

import json
from collections.abc import Sequence

import structlog
from sqlalchemy import Connection, Engine, text

from intera.model.ids import IncidentId
from intera.roles.release import RELEASE_SCHEMA
from intera.store import loading
from intera.store.published import read_setting
from intera.store.reference import publish_settings
from intera.store.unit_of_work import hold_door
from intera.workflows.record_judgement import released_of
from intera.workflows.rulebook import Rulebook, rulebook_of
from intera.workflows.stock_operator import load_stocked_reference

LOG = structlog.get_logger()
SETTING = "release"
_AT_ONCE = 500


def release_anew(engine: Engine) -> int:
    """Makes every released document anew where another shape was released last.

    Args:
        engine: of the worker's role.

    Returns:
        How many incidents were released; 0 when the shape is the one of this version.
    """
    wanted = {"schema": RELEASE_SCHEMA}
    with engine.begin() as connection:
        if read_setting(connection, SETTING) == wanted:
            return 0
        hold_door(connection)
        released = _release_all(connection)
        publish_settings(connection, {SETTING: json.dumps(wanted)})
    if released:
        LOG.info("released_anew", incidents=released, schema=RELEASE_SCHEMA)
    return released


def _release_all(connection: Connection) -> int:
    found = connection.execute(text("select incident_id from internal.incident order by incident_id")).scalars().all()
    if not found:
        return 0
    reference = load_stocked_reference(connection)
    if reference is None:
        return 0
    rules = rulebook_of(reference)
    for start in range(0, len(found), _AT_ONCE):
        ids = [IncidentId(str(one)) for one in found[start : start + _AT_ONCE]]
        _write(connection, _documents(connection, ids, rules))
    return len(found)


def _documents(connection: Connection, ids: Sequence[IncidentId], rules: Rulebook) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for incident_id, loaded in loading.load_cases(connection, ids).items():
        released = released_of(
            loaded.case,
            rules.operator,
            at=loaded.case.incident.updated_at,
            playbook=rules.playbook,
            words=rules.words,
        )
        for audience, one in released.items():
            rows.append({"audience": audience, "id": incident_id, "card": one.card, "body": one.body})
    return rows


def _write(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        connection.execute(
            text(
                "update published.incident set card = :card, body = :body"
                " where audience = :audience and incident_id = :id"
            ),
            list(rows),
        )
