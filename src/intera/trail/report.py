"""What did a verification find, in one value and one sentence."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What is wrong; each kind means one thing an auditor can act on."""

    BAD_CHECKPOINT = "bad_checkpoint"
    BAD_SIGNATURE = "bad_signature"
    COLUMN_MISMATCH = "column_mismatch"
    DUPLICATE = "duplicate"
    EDITED_FIELD = "edited_field"
    GAP = "gap"
    LEAF_MISMATCH = "leaf_mismatch"
    OUT_OF_ORDER = "out_of_order"
    REWRITTEN = "rewritten"
    ROOT_MISMATCH = "root_mismatch"
    TRUNCATED = "truncated"
    UNREADABLE_BODY = "unreadable_body"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where (entries `index` to `last_index`, from 0) and what.

    `index` is None where the finding is about a checkpoint as a text and no entry can be named.
    """

    kind: FindingKind
    index: int | None
    sentence: str
    last_index: int | None = None


@dataclass(frozen=True, slots=True)
class TrailReport:
    """The outcome of a verification; `findings` are in order of entry, then kind.

    `confirmed_size` is how many first entries the newest matching checkpoint vouches for, None
    when no checkpoint matched. `outside_count` is how many leaf hashes from outside were compared.
    """

    entry_count: int
    findings: tuple[Finding, ...]
    confirmed_size: int | None
    checkpoint_count: int
    outside_count: int
    redacted_field_count: int

    @property
    def is_intact(self) -> bool:
        """Whether nothing at all was found."""
        return not self.findings

    @property
    def first_bad_index(self) -> int | None:
        """The lowest entry a finding names; None when no finding names one."""
        return min((one.index for one in self.findings if one.index is not None), default=None)

    @property
    def sentence(self) -> str:
        """The outcome for a person, in one line."""
        entries = _entries(self.entry_count)
        if self.is_intact:
            return f"{entries}, intact. {self._coverage()}"
        count = len(self.findings)
        found = "1 finding" if count == 1 else f"{count:,} findings, the first"
        return f"{entries}, not intact. {found}: {self.findings[0].sentence}"

    def _coverage(self) -> str:
        if self.confirmed_size is None and self.outside_count:
            return f"No checkpoint was given; {self.outside_count:,} leaf hashes kept outside match."
        if self.confirmed_size is None:
            return "No checkpoint was given, so a rewritten or shortened trail could not be noticed."
        newer = self.entry_count - self.confirmed_size
        matches = f"Last checkpoint at {_entries(self.confirmed_size)} matches"
        if newer:
            return f"{matches}; {newer:,} newer not covered yet."
        return f"{matches} and covers {'it' if self.entry_count == 1 else 'all of them'}."


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
