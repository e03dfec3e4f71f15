"""How do terms of a catalogue and of one agreement become one contract: the later layer says what differs.

Source: issue 6, section 1 (catalogue defaults and overrides).
"""

from collections.abc import Mapping
from typing import cast

EXTENDS_KEY = "extends"


def layered(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """Two layers as one.

    Args:
        below: the defaults.
        above: what differs: mappings are merged key by key, everything else replaces, null takes away.

    Returns:
        The merged mapping.
    """
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(under, Mapping):
            merged[key] = layered(cast("Mapping[str, object]", under), cast("Mapping[str, object]", value))
        else:
            merged[key] = value
    return merged
