"""Is the state the same: one digest over every judgement, whatever order its records came in.

Leaves out what may differ between two runs that judged alike: how often a case was written, and
when on the wall clock.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import cast

from sqlalchemy import Engine, text

from intera.model.decision import Plain

_QUERIES = (
    "select incident_id || ' ' || fingerprint_id || ' ' || lifecycle, body from internal.incident order by incident_id",
    "select signal_id || ' ' || incident_id, body from internal.signal order by signal_id, incident_id",
    "select checkpoint_id, body from internal.checkpoint order by checkpoint_id",
    "select audience || ' ' || incident_id, body from published.incident order by audience, incident_id",
)
_WRITTEN = frozenset({"version"})


def _without_writing(value: Plain) -> Plain:
    if isinstance(value, Mapping):
        return {key: _without_writing(item) for key, item in value.items() if key not in _WRITTEN}
    if isinstance(value, list):
        return [_without_writing(item) for item in value]
    return value


def digest_state(engine: Engine) -> str:
    """The digest of every case, signal and checkpoint, and of what was released of them.

    Args:
        engine: a login that may read schema internal.

    Returns:
        64 hexadecimal digits, equal for equal states.
    """
    digest = hashlib.sha256()
    with engine.connect() as connection:
        for query in _QUERIES:
            for name, body in connection.execute(text(query)):
                said = _without_writing(cast("Plain", json.loads(body)))
                digest.update(f"{name} {json.dumps(said, sort_keys=True, ensure_ascii=False)}\n".encode())
    return digest.hexdigest()
