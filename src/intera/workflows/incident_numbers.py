"""Which number does a new incident get: a keyed hash of what opened it.

Replaying a history gives the same numbers, nobody can count hidden incidents from visible ones,
and nobody without the key can tell which ticket a number belongs to (ADR-0011).
"""

import hashlib
import hmac
from collections.abc import Container

from intera.model.ids import IncidentId

# Crockford's base 32: no letter that is read as a digit, so a number can be said on the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_CHARS = 7


def draw_number(key: bytes, opened_by: str, *, taken: Container[str]) -> IncidentId:
    """The number of a new incident.

    Args:
        key: the installation's secret key, 32 bytes.
        opened_by: the signal that opened it and when, as one text.
        taken: numbers in use.

    Returns:
        "INC-" and seven characters, not in `taken`.
    """
    attempt = 0
    while True:
        digest = hmac.new(key, f"{opened_by}#{attempt}".encode(), hashlib.sha256).digest()
        value = int.from_bytes(digest[:8], "big")
        number = "".join(ALPHABET[value >> (5 * place) & 31] for place in range(NUMBER_CHARS))
        incident_id = IncidentId(f"INC-{number}")
        if incident_id not in taken:
            return incident_id
        attempt += 1
