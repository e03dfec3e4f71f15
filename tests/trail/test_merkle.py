"""Do roots and proofs agree with the published vectors, and is every altered proof refused."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intera.trail.merkle import (
    EMPTY_ROOT,
    Frontier,
    FrontierShapeError,
    OutsideTreeError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 130
LEAVES = [leaf_hash(index.to_bytes(2, "big")) for index in range(LARGEST)]
ROOTS = [root_of(LEAVES[:size]) for size in range(LARGEST + 1)]

# Source: the Certificate Transparency reference implementation's RFC 6962 vectors.
CT_LEAVES = [
    leaf_hash(bytes.fromhex(data))
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
N96A2 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
N5F08 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
N6B47 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
NBC1A = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
NCA85 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"


def altered(proof: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    """A proof with each hash flipped, one hash shorter at each place, longer at both ends."""
    flipped = [(*proof[:at], bytes([one[0] ^ 1]) + one[1:], *proof[at + 1 :]) for at, one in enumerate(proof)]
    shorter = [(*proof[:at], *proof[at + 1 :]) for at in range(len(proof))]
    cut = [(*proof[:-1], proof[-1][:-1])] if proof else []
    return [*flipped, *shorter, *cut, (*proof, LEAVES[0]), (LEAVES[0], *proof), (*proof, b"")]


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    assert root_of(CT_LEAVES[:size]).hex() == CT_ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (0, 8, [N96A2, N5F08, N6B47]),
        (5, 8, [NBC1A, NCA85, CT_ROOTS[4]]),
        (2, 3, [CT_ROOTS[2]]),
        (1, 5, [CT_ROOTS[1], N5F08, NBC1A]),
    ],
)
def test_published_inclusion_proofs(index: int, size: int, proof: list[str]) -> None:
    ours = inclusion_proof(CT_LEAVES[:size], index)
    assert [one.hex() for one in ours] == proof
    assert verify_inclusion(CT_LEAVES[index], index, size=size, proof=ours, root=bytes.fromhex(CT_ROOTS[size]))


@pytest.mark.parametrize(
    ("old_size", "new_size", "proof"),
    [
        (1, 1, []),
        (1, 8, [N96A2, N5F08, N6B47]),
        (6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", NCA85, CT_ROOTS[4]]),
        (2, 5, [N5F08, NBC1A]),
    ],
)
def test_published_consistency_proofs(old_size: int, new_size: int, proof: list[str]) -> None:
    ours = consistency_proof(CT_LEAVES[:new_size], old_size)
    assert [one.hex() for one in ours] == proof
    old, new = bytes.fromhex(CT_ROOTS[old_size]), bytes.fromhex(CT_ROOTS[new_size])
    assert verify_consistency(old, new, old_size=old_size, new_size=new_size, proof=ours)


def test_every_inclusion_proof_is_accepted_and_every_altered_one_refused() -> None:
    for size in range(1, LARGEST + 1):
        for index in range(size):
            leaf, root, proof = LEAVES[index], ROOTS[size], inclusion_proof(LEAVES[:size], index)
            assert verify_inclusion(leaf, index, size=size, proof=proof, root=root)
            assert not any(verify_inclusion(leaf, index, size=size, proof=bad, root=root) for bad in altered(proof))
            assert not verify_inclusion(root, index, size=size, proof=proof, root=root) or size == 1
            for other in (index - 1, index + 1, index ^ 1, size):
                assert other == index or not verify_inclusion(leaf, other, size=size, proof=proof, root=root)
            # A tree head binds size and root together, so another size comes with its own root.
            for other in {size - 1, size + 1, 2 * size, size // 2} - {size}:
                if other <= LARGEST:
                    assert not verify_inclusion(leaf, index, size=other, proof=proof, root=ROOTS[other])


def test_every_consistency_proof_is_accepted_and_every_altered_one_refused() -> None:
    for new in range(LARGEST + 1):
        for old in range(new + 1):
            sizes, proof = {"old_size": old, "new_size": new}, consistency_proof(LEAVES[:new], old)
            assert verify_consistency(ROOTS[old], ROOTS[new], **sizes, proof=proof)
            assert not any(verify_consistency(ROOTS[old], ROOTS[new], **sizes, proof=bad) for bad in altered(proof))
            assert not verify_consistency(LEAVES[1], ROOTS[new], **sizes, proof=proof)
            assert old == 0 != new or not verify_consistency(ROOTS[old], LEAVES[1], **sizes, proof=proof)
            for other in {old - 1, old + 1, old // 2} - {old}:
                if old and 0 < other <= new:  # from nothing, every tree follows
                    changed = {"old_size": other, "new_size": new}
                    assert not verify_consistency(ROOTS[other], ROOTS[new], **changed, proof=proof)


def test_a_proof_longer_than_the_tree_is_refused_even_if_it_leads_to_the_root_given() -> None:
    grown = node_hash(LEAVES[1], ROOTS[1])
    assert not verify_inclusion(LEAVES[0], 0, size=1, proof=[LEAVES[1]], root=grown)
    proof = [*inclusion_proof(LEAVES[:5], 2), LEAVES[9]]
    assert not verify_inclusion(LEAVES[2], 2, size=5, proof=proof, root=node_hash(LEAVES[9], ROOTS[5]))


def test_a_shrunken_tree_is_never_consistent() -> None:
    assert not verify_consistency(ROOTS[5], ROOTS[4], old_size=5, new_size=4, proof=())
    assert not verify_consistency(EMPTY_ROOT, ROOTS[1], old_size=-1, new_size=1, proof=())


@given(st.integers(0, LARGEST), st.integers(0, LARGEST))
def test_a_frontier_appends_to_the_same_root(first: int, second: int) -> None:
    first, second = sorted((first, second))
    grown = Frontier().extend(LEAVES[:first]).extend(LEAVES[first:second])
    one_by_one = Frontier()
    for leaf in LEAVES[:second]:
        one_by_one = one_by_one.append(leaf)
    assert grown == one_by_one == Frontier(grown.size, grown.hashes)
    assert grown.root() == ROOTS[second]


def test_root_follows_the_recursive_definition() -> None:
    def defined(leaves: list[bytes]) -> bytes:
        # Source: RFC 9162, section 2.1.1, written down as it stands.
        if len(leaves) == 1:
            return leaves[0]
        split = max(power for power in (1, 2, 4, 8, 16, 32, 64, 128) if power < len(leaves))
        return sha256(b"\x01" + defined(leaves[:split]) + defined(leaves[split:])).digest()

    assert [defined(LEAVES[:size]) for size in range(1, LARGEST + 1)] == ROOTS[1:]


@pytest.mark.parametrize(
    ("size", "hashes"), [(1, ()), (2, (LEAVES[0], LEAVES[1])), (1, (b"short",)), (-1, (LEAVES[0],))]
)
def test_a_frontier_no_tree_has_is_refused(size: int, hashes: tuple[bytes, ...]) -> None:
    with pytest.raises(FrontierShapeError):
        Frontier(size, hashes)


@pytest.mark.parametrize("index", [-1, 3])
def test_no_inclusion_proof_outside_the_tree(index: int) -> None:
    with pytest.raises(OutsideTreeError):
        inclusion_proof(LEAVES[:3], index)


@pytest.mark.parametrize("old_size", [-1, 4])
def test_no_consistency_proof_outside_the_tree(old_size: int) -> None:
    with pytest.raises(OutsideTreeError):
        consistency_proof(LEAVES[:3], old_size)
