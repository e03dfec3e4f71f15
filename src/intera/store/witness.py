"""Is there a copy of the trail's head outside the database: signed checkpoints and leaf hashes in files.

A database administrator can rewrite every row and every hash in the database; what they cannot do
is make it agree with a checkpoint kept elsewhere. Point `INTERA_CHECKPOINT_PATH` at another host's
mount, a write-once store or an auditor's folder.
"""

import fcntl
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

CHECKPOINTS = "checkpoints.txt"
LEAVES = "leaves.sha256"
LEAF_BYTES = 32
# A note ends with an empty line of its own, so that the file can be read back note by note.
SEPARATOR = "\n"
SIGNATURE = "— "
TAIL_BYTES = 4096


class WitnessBehindError(RuntimeError):
    """The outside copy holds more than the database, or not what it should."""

    def __init__(self, have: int, want: int) -> None:
        """Says how many leaves each side has."""
        super().__init__(
            f"the outside copy holds {have} leaf hashes where the trail goes on from {want}; "
            "run intera trail verify before anything else is recorded"
        )


class Witness:
    """The folder outside the database; append-only."""

    def __init__(self, folder: Path) -> None:
        """Uses the folder, creating it when absent."""
        folder.mkdir(parents=True, exist_ok=True)
        self._checkpoints = folder / CHECKPOINTS
        self._leaves = folder / LEAVES
        self._lock = folder / ".lock"

    @property
    def size(self) -> int:
        """How many leaf hashes are held outside."""
        return self._leaves.stat().st_size // LEAF_BYTES if self._leaves.exists() else 0

    @contextmanager
    def alone(self) -> Generator[None]:
        """Keeps other processes from appending meanwhile."""
        with self._lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def push(self, start_index: int, leaf_hashes: Sequence[bytes], note: str) -> None:
        """Appends leaf hashes and the checkpoint that covers them, on disk before it returns.

        Args:
            start_index: the index of the first hash, 0-based.
            leaf_hashes: the hashes, 32 bytes each.
            note: the signed checkpoint after them.

        Raises:
            WitnessBehindError: the outside copy does not end where these begin.
        """
        have = self.size
        if have != start_index:
            raise WitnessBehindError(have, start_index)
        # What a crash tore off in the middle is cut, or everything after it would be out of step.
        self._cut(self._leaves, have * LEAF_BYTES)
        self._cut(self._checkpoints, self._whole_bytes())
        self._append(self._leaves, b"".join(leaf_hashes))
        self._append(self._checkpoints, (note + SEPARATOR).encode())

    def checkpoints(self) -> list[str]:
        """Every whole checkpoint held outside, oldest first; one a crash tore off is left out."""
        if not self._checkpoints.exists():
            return []
        notes: list[str] = []
        lines: list[str] = []
        # What follows the last line end was never finished. Bytes that are no text make a note that fails its check.
        whole = self._checkpoints.read_bytes().rpartition(b"\n")[0]
        for line in whole.decode("utf-8", errors="replace").split("\n"):
            lines.append(line)
            if line.startswith(SIGNATURE):
                notes.append("\n".join(lines).lstrip("\n") + "\n")
                lines = []
        return notes

    def leaves(self) -> Iterator[bytes]:
        """Every leaf hash held outside, in order."""
        if self._leaves.exists():
            with self._leaves.open("rb") as file:
                while len(chunk := file.read(LEAF_BYTES)) == LEAF_BYTES:
                    yield chunk

    def _whole_bytes(self) -> int:
        """How many bytes of the checkpoints are whole notes."""
        if not self._checkpoints.exists():
            return 0
        size = self._checkpoints.stat().st_size
        with self._checkpoints.open("rb") as file:
            # A note is far shorter than this; only when one is torn must more than the end be looked at.
            for start in (max(0, size - TAIL_BYTES), 0):
                file.seek(start)
                tail = file.read()
                signature = tail.rfind(b"\n" + SIGNATURE.encode())
                end = tail.find(b"\n", signature + 1)
                while signature >= 0 and end < 0:
                    signature = tail.rfind(b"\n" + SIGNATURE.encode(), 0, signature)
                    end = tail.find(b"\n", signature + 1)
                if signature >= 0:
                    return min(size, start + end + 1 + len(SEPARATOR))
        return 0

    @staticmethod
    def _cut(path: Path, size: int) -> None:
        if path.exists() and path.stat().st_size > size:
            os.truncate(path, size)

    @staticmethod
    def _append(path: Path, data: bytes) -> None:
        with path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
