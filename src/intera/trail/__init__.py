"""Was anything changed since it was decided: canonical bytes, Merkle tree, signed checkpoints, verification.

This room is pure: salts, keys and instants are handed in. Its byte format is fixed; `entry`
states it, and `verify` recomputes it from the bytes up without the code that wrote them.
"""
