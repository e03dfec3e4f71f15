"""Which operator is this: its reference data, policy, playbook and templates, version by version.

Each load is a new row; the newest `known_at` is in force, and earlier versions stay readable.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, text

from intera.model.operator import Operator
from intera.store import tables
from intera.store.codec import decode_operator, encode


@dataclass(frozen=True, slots=True)
class Reference:
    """One version of the operator's reference data, with the raw rule data loaded beside it.

    `rule_data` holds the parsed YAML of `policy`, `playbook`, `guard` and `templates` as given, so
    that the rules of any day can be read again.
    """

    version: int
    operator: Operator
    rule_data: Mapping[str, object]


def load_reference(connection: Connection) -> Reference | None:
    """The reference data in force, None before the first load."""
    row = connection.execute(
        text("select version, body, policies from internal.reference order by version desc limit 1")
    ).one_or_none()
    if row is None:
        return None
    return Reference(int(row.version), decode_operator(row.body), json.loads(row.policies))


def reference_version(connection: Connection) -> int:
    """The version in force; 0 before the first load."""
    return int(connection.execute(text("select coalesce(max(version), 0) from internal.reference")).scalar_one())


def save_reference(connection: Connection, operator: Operator, *, rule_data: Mapping[str, object], at: datetime) -> int:
    """Keeps a new version of the reference data.

    Args:
        connection: the worker's connection, inside a unit of work.
        operator: the reference data.
        rule_data: policy, playbook, guard and templates as parsed from their files.
        at: when it was known.

    Returns:
        The version.
    """
    version = reference_version(connection) + 1
    connection.execute(
        insert(tables.REFERENCE).values(
            operator_name=operator.name,
            version=version,
            body=encode(operator),
            policies=json.dumps(rule_data, ensure_ascii=False, default=str),
            known_at=at,
        )
    )
    return version


def publish_settings(connection: Connection, settings: Mapping[str, str]) -> None:
    """Publishes what pages need of the reference data, name by name.

    Args:
        connection: the worker's connection, inside a unit of work.
        settings: JSON text by name.
    """
    for name, body in settings.items():
        connection.execute(
            text(
                "insert into published.setting (name, body) values (:name, :body)"
                " on conflict (name) do update set body = excluded.body"
            ),
            {"name": name, "body": body},
        )


def source_ids(connection: Connection) -> Sequence[str]:
    """The sources of the reference data in force."""
    reference = load_reference(connection)
    return [source.source_id for source in reference.operator.sources] if reference else []
