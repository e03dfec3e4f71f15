"""Does this entry belong to that tree, and does the new tree extend the old one.

The Merkle tree of RFC 9162, section 2.1, with SHA-256. A proof speaks of a root *at a size*;
the pair is what a signed checkpoint binds, so never take one of them from elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_BYTES = 32

# Source: RFC 9162, section 2.1.1: the root of no entries is the hash of nothing.
EMPTY_ROOT = sha256(b"").digest()


class FrontierShapeError(ValueError):
    """A frontier does not hold exactly one 32-byte hash per set bit of its size."""


class OutsideTreeError(ValueError):
    """A proof was asked for an entry or a size the tree does not have."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf. Source: RFC 9162, section 2.1.1."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees joined. Source: RFC 9162, section 2.1.1."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The complete subtrees of a tree, largest first: all that appending and the root need.

    `hashes` holds one root per set bit of `size`, so 30 hashes carry a thousand million entries.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuses a frontier no tree has."""
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise FrontierShapeError(f"size {self.size} with {len(self.hashes)} hashes")
        if any(len(one) != HASH_BYTES for one in self.hashes):
            raise FrontierShapeError("a hash is not 32 bytes")

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier with one leaf hash more, in O(log size)."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """The frontier with more leaf hashes, in their order."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaves:
            joined, rest = leaf, size
            while rest & 1:
                joined = node_hash(hashes.pop(), joined)
                rest >>= 1
            hashes.append(joined)
            size += 1
        return Frontier(size, tuple(hashes))

    def root(self) -> bytes:
        """The root of the tree at this size."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    return Frontier().extend(leaves).root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from one leaf to the root, lowest first.

    Args:
        leaves: every leaf hash of the tree.
        index: which leaf, from 0.

    Returns:
        At most log2(size) rounded up hashes.

    Raises:
        OutsideTreeError: the tree has no such leaf.

    Source: RFC 9162, section 2.1.3.1.
    """
    if not 0 <= index < len(leaves):
        raise OutsideTreeError(f"no leaf {index} in a tree of {len(leaves)}")
    proof: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _left_size(high - low)
        if index < middle:
            proof.append(root_of(leaves[middle:high]))
            high = middle
        else:
            proof.append(root_of(leaves[low:middle]))
            low = middle
    return tuple(reversed(proof))


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """The hashes that show the tree extends its own first `old_size` leaves.

    Args:
        leaves: every leaf hash of the newer tree.
        old_size: how many of them the older tree had, 0 to `len(leaves)`.

    Returns:
        The proof; empty when the older tree is empty or the same.

    Raises:
        OutsideTreeError: the older tree would be larger than the newer one.

    Source: RFC 9162, section 2.1.4.1.
    """
    if not 0 <= old_size <= len(leaves):
        raise OutsideTreeError(f"no tree of {old_size} within one of {len(leaves)}")
    proof: list[bytes] = []
    low, high, is_whole = 0, len(leaves), True
    while old_size not in (0, high):
        middle = low + _left_size(high - low)
        if old_size <= middle:
            proof.append(root_of(leaves[middle:high]))
            high = middle
        else:
            proof.append(root_of(leaves[low:middle]))
            low, is_whole = middle, False
    if not is_whole:
        proof.append(root_of(leaves[low:high]))
    return tuple(reversed(proof))


def verify_inclusion(leaf: bytes, index: int, *, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof leads from a leaf hash at an index to the root of a tree of that size.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    node, last, joined = index, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != HASH_BYTES:
            return False
        if node & 1 or node == last:
            joined = node_hash(step, joined)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            joined = node_hash(joined, step)
        node, last = node >> 1, last >> 1
    return last == 0 and joined == root


def verify_consistency(
    old_root: bytes, new_root: bytes, *, old_size: int, new_size: int, proof: Sequence[bytes]
) -> bool:
    """Whether the newer tree begins with all leaves of the older one, in order.

    Source: RFC 9162, section 2.1.4.2; the two ends it leaves out (an empty older tree, equal
    sizes) need no hash and are accepted with an empty proof only.
    """
    if not 0 <= old_size <= new_size:
        return False
    if old_size in (0, new_size):
        is_start = old_size > 0 or old_root == EMPTY_ROOT
        return not proof and is_start and (old_size < new_size or old_root == new_root)
    # A power of two is a complete subtree: its root is where the path starts.
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path or any(len(step) != HASH_BYTES for step in path):
        return False
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _left_size(size: int) -> int:
    # The largest power of two below the size. Source: RFC 9162, section 2.1.1.
    return 1 << ((size - 1).bit_length() - 1)
