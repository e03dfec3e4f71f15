"""Entries and trails the tests of this room share."""

import json
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from intera.model.decision import Actor, Decision, DecisionKind, Plain
from intera.trail.canonical import MAX_INT, canonical_text
from intera.trail.checkpoint import sign_checkpoint
from intera.trail.entry import StoredEntry, commit_entry, decision_fields
from intera.trail.merkle import root_of
from intera.trail.redaction import redact
from intera.trail.verify import StoredRow

SEED = bytes(range(32))
FIELDS: dict[str, Plain] = {
    "actor_name": "A. Lind",
    "detail.evidence": [{"source": "probes", "\U0001f600\ue000": 2}],
    "kind": "severity.set",
    "subject": "INC-2291",
    "summary": "Severity set to P1 in Sj\u00f6omr\u00e5det",
}
WHOLE = commit_entry(7, FIELDS, seed=SEED)
PARTIAL = redact(WHOLE, "actor_name")

NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,9}", fullmatch=True)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("a\ue000\U00010000", max_size=2), inner),
    max_leaves=6,
)
ENTRIES = st.dictionaries(NAMES, VALUES, min_size=1, max_size=8)

ORIGIN = "northmoor.example/trail"
PRIVATE = Ed25519PrivateKey.from_private_bytes(SEED)
START_AT = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def changed(stored: StoredEntry, **parts: Plain) -> str:
    """A body with parts replaced, or left out where given as "absent", in canonical form."""
    raw: dict[str, Plain] = json.loads(stored.body)
    return canonical_text({name: value for name, value in (raw | parts).items() if value != "absent"})


NO_ENTRIES = [
    "",
    "[]",
    "null",
    "{}",
    "[" * 100_000,
    WHOLE.body + " ",
    WHOLE.body.replace('"v":1', '"v":1.0'),
    WHOLE.body.replace("{", '{"fields":{},', 1),
    changed(WHOLE, v=2),
    changed(WHOLE, v=True),
    changed(WHOLE, v="absent"),
    changed(WHOLE, more=1),
    changed(WHOLE, index=-1),
    changed(WHOLE, index=True),
    changed(WHOLE, index="7"),
    changed(WHOLE, fields={}),
    changed(WHOLE, fields=[]),
    changed(WHOLE, fields={"a b": 1}),
    changed(WHOLE, seed="00"),
    changed(WHOLE, seed=None),
    changed(WHOLE, seed=SEED.hex().upper()),
    changed(WHOLE, seed=SEED.hex()[:-1] + "x"),
    changed(WHOLE, seed=SEED.hex()[:-1] + " "),
    changed(WHOLE, salts={}),
    changed(PARTIAL, salts={}),
    changed(PARTIAL, salts=[]),
    changed(PARTIAL, redacted={}),
    changed(PARTIAL, redacted={"kind": "00" * 32}),
    changed(PARTIAL, redacted={"actor_name": "00"}),
    changed(PARTIAL, seed=SEED.hex()),
]


def row_of(index: int, *, summary: str = "") -> StoredRow:
    """The row an honest store keeps for the entry at an index."""
    decision = Decision(
        kind=list(DecisionKind)[index % len(DecisionKind)],
        at=START_AT + timedelta(seconds=index),
        actor=Actor("system", "System", "nmt-noc", "noc"),
        subject=f"INC-{2200 + index % 17}",
        summary=summary or f"Decision number {index} in Sj\u00f6omr\u00e5det",
        basis="2 sources agree",
        detail={"policy_version": "2026-11", "confidence_percent": index % 101},
    )
    fields = decision_fields(decision, recorded_at=decision.at + timedelta(microseconds=12_345))
    entry = commit_entry(index, fields, seed=index.to_bytes(32, "big"))
    return StoredRow(index, entry.leaf_hash, entry.body, decision.at, decision.kind.value, decision.subject)


def signed(rows: list[StoredRow], size: int) -> str:
    """The checkpoint an honest program signs when the trail has that size."""
    root = root_of(row.leaf_hash for row in rows[:size])
    return sign_checkpoint(ORIGIN, size, root=root, private_key=PRIVATE)
