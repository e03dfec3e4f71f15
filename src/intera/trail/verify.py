"""Was anything changed since it was decided: recomputes a trail from its rows and names what is wrong.

What each outside witness adds. Rows alone: a change inside one row, a missing or doubled row.
Checkpoints kept outside: also a consistent rewrite, a shortened trail and a restored older copy,
down to the span between two checkpoints. Leaf hashes kept outside: the exact row.

The tree is built from the outside leaf hash of a row where there is one, else from the stored
one; each row's content is compared with both. So one bad row gives one finding and later
checkpoints can still be confirmed. Nothing that writes the trail is used for hashing here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from intera.trail.checkpoint import TreeHead, verify_checkpoint
from intera.trail.recompute import Recomputed, UnreadableBodyError, recompute
from intera.trail.report import Finding, FindingKind, TrailReport
from intera.trail.signed_note import BadSignatureError, UnsignedNoteError


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row as the store has it: the entry, and the plain columns that repeat some fields.

    A column whose field is withheld must be None or empty, else it would show what was withheld.
    """

    index: int
    leaf_hash: bytes
    body: str
    at: datetime | None
    kind: str | None
    subject: str | None


def verify_trail(
    rows: Iterable[StoredRow],
    *,
    checkpoints: Sequence[str],
    public_key: Ed25519PublicKey,
    origin: str,
    outside_leaves: Iterable[bytes] | None,
) -> TrailReport:
    """Whether a trail is what it was, and if not, everything that is wrong with it.

    Args:
        rows: every row, in order of index; read once, as a stream.
        checkpoints: signed notes kept outside the database, in any order.
        public_key: the trail's key, from outside the database.
        origin: the trail's identity.
        outside_leaves: leaf hashes kept outside, from entry 0 on, as far as they go; trusted as
            given. None when there are none.

    Returns:
        All findings, the counts, and what a matching checkpoint covers.

    Source: RFC 9162 (tree), C2SP tlog-checkpoint (what a checkpoint binds).
    """
    heads, findings = _trusted_heads(checkpoints, public_key, origin)
    walk = _Walk(heads, iter(outside_leaves or ()), findings)
    for row in rows:
        walk.take(row)
    findings = walk.finish()
    return TrailReport(
        entry_count=walk.row_count,
        findings=findings,
        confirmed_size=walk.confirmed_size,
        checkpoint_count=len(checkpoints),
        outside_count=walk.outside_count,
        redacted_field_count=walk.redacted_count,
    )


def _trusted_heads(
    checkpoints: Sequence[str], public_key: Ed25519PublicKey, origin: str
) -> tuple[list[TreeHead], list[Finding]]:
    heads: list[TreeHead] = []
    findings: list[Finding] = []
    for position, note in enumerate(checkpoints, 1):
        try:
            heads.append(verify_checkpoint(note, public_key, origin=origin))
        except (BadSignatureError, UnsignedNoteError) as error:
            findings.append(Finding(FindingKind.BAD_SIGNATURE, None, f"Checkpoint {position}: {error}."))
        except ValueError as error:
            findings.append(Finding(FindingKind.BAD_CHECKPOINT, None, f"Checkpoint {position}: {error}."))
    heads.sort(key=lambda head: (head.size, head.root))
    return heads, findings


class _Tree:
    """Complete subtrees as (leaf count, hash), largest first; written apart from `merkle` on purpose."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        count, joined, stack = 1, leaf, self._stack
        while stack and stack[-1][0] == count:
            joined = sha256(b"\x01" + stack.pop()[1] + joined).digest()
            count *= 2
        stack.append((count, joined))

    def root(self) -> bytes:
        if not self._stack:
            return sha256().digest()
        *lefts, (_, root) = self._stack
        for _, left in reversed(lefts):
            root = sha256(b"\x01" + left + root).digest()
        return root


class _Walk:
    """What is known after each row: the next index due, the tree so far, the findings."""

    def __init__(self, heads: list[TreeHead], outside: Iterator[bytes], findings: list[Finding]) -> None:
        self._heads = heads
        self._next_head = 0
        self._outside = outside
        self._tree = _Tree()
        self._due = 0
        self._gaps: list[tuple[int, int]] = []
        self._unmatched: list[int] = []
        self._undecided: list[int] = []
        self._findings = findings
        self.row_count = self.outside_count = self.redacted_count = 0
        self.confirmed_size: int | None = None
        self._compare_heads()

    def take(self, row: StoredRow) -> None:
        """Checks one row in its place."""
        self.row_count += 1
        outside = None
        if row.index > self._due:
            self._skip_to(row.index)
        if row.index == self._due:
            outside = self._outside_leaf()
            self._grow(row.leaf_hash if outside is None else outside)
        else:
            self._misplaced(row.index)
        try:
            content = recompute(row.body)
        except UnreadableBodyError as error:
            self._find(FindingKind.UNREADABLE_BODY, row.index, f"Entry {row.index}: its content is {error}.")
            return
        self.redacted_count += content.redacted_count
        if content.leaf_hash != row.leaf_hash or (outside is not None and outside != row.leaf_hash):
            self._judge_leaf(row, content, outside)
        for column in _wrong_columns(row, content):
            sentence = f"Entry {row.index}: the column {column} differs from its content."
            self._find(FindingKind.COLUMN_MISMATCH, row.index, sentence)

    def finish(self) -> tuple[Finding, ...]:
        """Checks what lies beyond the last row, and gives every finding in order of entry."""
        for _ in self._outside:
            self.outside_count += 1
        signed = max((head.size for head in self._heads[self._next_head :]), default=0)
        wanted = max(signed, self.outside_count)
        self._close_unmatched()
        if wanted > self._due:
            witness = "a signed checkpoint" if signed == wanted else "the outside copy"
            sentence = f"The trail ends after {self._due:,} entries, but {witness} speaks of {wanted:,}."
            vouched = max(self.confirmed_size or 0, min(self.outside_count, self._due))
            if vouched < self._due:
                sentence += f" No witness vouches for entries {vouched} to {self._due - 1}."
            self._find(FindingKind.TRUNCATED, self._due, sentence, wanted - 1)
        for index in self._undecided:
            # A signed root over the stored hash vouches for it: then it is the content that changed.
            if index < (self.confirmed_size or 0):
                self._find(FindingKind.EDITED_FIELD, index, f"Entry {index}: its content was changed.")
            else:
                sentence = f"Entry {index}: its content and its stored hash do not belong together."
                self._find(FindingKind.LEAF_MISMATCH, index, sentence)
        return tuple(sorted(self._findings, key=lambda one: (one.index is None, one.index or 0, one.kind)))

    def _find(self, kind: FindingKind, index: int, sentence: str, last_index: int | None = None) -> None:
        self._findings.append(Finding(kind, index, sentence, last_index))

    def _outside_leaf(self) -> bytes | None:
        leaf = next(self._outside, None)
        self.outside_count += leaf is not None
        return leaf

    def _grow(self, leaf: bytes) -> None:
        self._tree.add(leaf)
        self._due += 1
        self._compare_heads()

    def _compare_heads(self) -> None:
        while self._next_head < len(self._heads) and self._heads[self._next_head].size <= self._due:
            head = self._heads[self._next_head]
            self._next_head += 1
            if head.size == self._due and head.root == self._tree.root():
                self._close_unmatched()
                self.confirmed_size = head.size
            else:
                self._unmatched.append(head.size)

    def _close_unmatched(self) -> None:
        if not self._unmatched:
            return
        first, more = self._unmatched[0], len(self._unmatched) - 1
        start = min(self.confirmed_size or 0, max(first - 1, 0))
        sentence = f"Entries {start} to {max(first - 1, 0)} do not give the root signed at {first:,} entries."
        if more:
            sentence += f" {more:,} later checkpoint{'s' if more > 1 else ''} with them."
        self._find(FindingKind.ROOT_MISMATCH, start, sentence, max(first - 1, 0))
        self._unmatched.clear()

    def _skip_to(self, index: int) -> None:
        first = self._due
        span = f"Entry {first} is" if index == first + 1 else f"Entries {first} to {index - 1} are"
        self._find(FindingKind.GAP, first, f"{span} missing.", index - 1)
        self._gaps.append((first, index))
        # The outside copy keeps the tree whole across a gap, so later checkpoints still count.
        while self._due < index and (leaf := self._outside_leaf()) is not None:
            self._grow(leaf)
        self._due = index
        self._compare_heads()

    def _misplaced(self, index: int) -> None:
        if index < 0 or any(first <= index < end for first, end in self._gaps):
            self._find(FindingKind.OUT_OF_ORDER, index, f"Entry {index} stands after later entries.")
        else:
            self._find(FindingKind.DUPLICATE, index, f"Entry {index} is there more than once.")

    def _judge_leaf(self, row: StoredRow, content: Recomputed, outside: bytes | None) -> None:
        if outside is None:
            self._undecided.append(row.index)
        elif outside == row.leaf_hash:
            self._find(FindingKind.EDITED_FIELD, row.index, f"Entry {row.index}: its content was changed.")
        elif outside == content.leaf_hash:
            sentence = f"Entry {row.index}: its stored hash was changed; its content is as recorded."
            self._find(FindingKind.LEAF_MISMATCH, row.index, sentence)
        else:
            sentence = f"Entry {row.index}: both its content and its stored hash were replaced."
            self._find(FindingKind.REWRITTEN, row.index, sentence)


def _wrong_columns(row: StoredRow, content: Recomputed) -> list[str]:
    fields = content.fields
    wrong: list[str] = []
    if content.index != row.index:
        wrong.append("index")
    if not _is_instant(fields.get("at"), row.at):
        wrong.append("at")
    if fields.get("kind", "") != (row.kind or ""):
        wrong.append("kind")
    if fields.get("subject", "") != (row.subject or ""):
        wrong.append("subject")
    return wrong


def _is_instant(text: object, at: datetime | None) -> bool:
    if text is None or at is None:
        return text is at
    try:
        return isinstance(text, str) and datetime.fromisoformat(text) == at
    except ValueError:
        return False
