"""In which order do incidents matter: by what customers feel, alarm counts play no part.

Source: PRODUCT rule A; design GUIDE section 1, "Impact first".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from intera.model.decision import Plain
from intera.model.impact import Visibility
from intera.model.incident import Lifecycle
from intera.roles.relative import instant
from intera.roles.released import Released, ReleasedCheckpoint

_TIER_WEIGHT = {"vip": 100, "key": 20, "wholesale": 20, "business": 2, "consumer": 0}
_RISK_WEIGHT = {"certain": 3, "jeopardy": 2, "watch": 1, "on_track": 0}
_LEVEL_UNKNOWN = 5
_VISIBLE = Visibility.CUSTOMER_VISIBLE.value
_VERIFYING = Visibility.BEING_VERIFIED.value
_INTERNAL = Visibility.INTERNAL_ONLY.value
_RESTORED = Lifecycle.RESTORED.value
_REPEATS = frozenset({"reopen", "repeat", "chronic"})
LOW_BELOW_PERCENT = 50  # GUIDE section 4: below this, verify first


class Item:
    """One released incident with what the page needs of it already worked out."""

    __slots__ = (
        "at",
        "begun_at",
        "doc",
        "due_at",
        "incident_id",
        "is_restored",
        "is_verifying",
        "is_visible",
        "level",
        "open_checkpoint",
        "visibility",
    )

    def __init__(self, released: Mapping[str, Plain], at: datetime) -> None:
        """Reads a released card.

        Args:
            released: of the shape `Released`, at least its card groups.
            at: now.
        """
        doc = cast("Released", released)
        self.doc = doc
        self.at = at
        self.incident_id = doc["incident_id"]
        impact, severity = doc["impact"], doc["severity"]
        self.visibility = impact["visibility"] if impact else _VERIFYING
        self.level = severity["level"] if severity else _LEVEL_UNKNOWN
        head = doc["head"]
        # Restored is only watched; visible is felt now; verifying is not yet known to be felt.
        self.is_restored = head["lifecycle"] == _RESTORED
        self.is_visible = self.visibility == _VISIBLE and not self.is_restored
        self.is_verifying = self.visibility == _VERIFYING and not self.is_restored
        self.begun_at = datetime.fromisoformat(head["onset_at"] or head["opened_at"])
        self.open_checkpoint: ReleasedCheckpoint | None = None
        self.due_at: datetime | None = None
        for checkpoint in doc["checkpoints"]:
            if checkpoint["outcome"] is None:
                due_at = datetime.fromisoformat(checkpoint["due_at"])
                if self.due_at is None or due_at < self.due_at:
                    self.open_checkpoint, self.due_at = checkpoint, due_at

    @property
    def is_held_back(self) -> bool:
        """Whether it has no place on the first screen: machines alone, and seldom right, or inside planned work."""
        impact = self.doc["impact"]
        return impact is not None and impact["is_held_back"] and not self.is_visible and not self.is_restored

    @property
    def is_repeat(self) -> bool:
        """Whether it has happened before."""
        recurrence = self.doc["recurrence"]
        return recurrence is not None and recurrence["kind"] in _REPEATS

    @property
    def is_low(self) -> bool:
        """Whether confidence is Low, so that nothing definite may be said."""
        impact = self.doc["impact"]
        return impact is None or impact["confidence_percent"] < LOW_BELOW_PERCENT

    @property
    def is_late(self) -> bool:
        """Whether its open checkpoint is overdue."""
        return self.due_at is not None and self.due_at < self.at

    def tier_count(self, tier: str) -> int:
        """How many accounts of a tier are in reach."""
        return sum(1 for account in self.doc["accounts"] if account["tier"] == tier)

    @property
    def restored_at(self) -> datetime | None:
        """When service came back."""
        return instant(self.doc["head"]["restored_at"])

    @property
    def rank(self) -> tuple[int, int, int, int, int, int, float, str]:
        """What decides its place, smallest first."""
        impact = self.doc["impact"]
        customers = impact["customers"] if impact else None
        return (
            1 if self.is_restored else 0,
            0 if self.visibility == _VISIBLE else 1,
            self.level,
            -(customers[1] if customers else 0),
            -sum(_TIER_WEIGHT[account["tier"]] for account in self.doc["accounts"]),
            -max((_RISK_WEIGHT[qos["risk"]] for qos in self.doc["qos"]), default=0),
            self.begun_at.timestamp(),
            self.incident_id,
        )


def ranked(released: Iterable[Mapping[str, Plain]], at: datetime) -> tuple[list[Item], list[Item]]:
    """Open incidents, most impact first, apart from those customers cannot notice.

    Args:
        released: released documents or cards, open or not, any order.
        at: now.

    Returns:
        The ranked list, and the internal-only ones in the same order.
    """
    shown: list[Item] = []
    internal: list[Item] = []
    for document in released:
        item = Item(document, at)
        if item.doc["head"]["is_open"]:
            (internal if item.visibility == _INTERNAL else shown).append(item)
    shown.sort(key=lambda item: item.rank)
    internal.sort(key=lambda item: item.rank)
    return shown, internal


def account_names(items: Sequence[Item], tier: str) -> list[str]:
    """The accounts of a tier in reach of any of the incidents, each once, in order of rank."""
    names: dict[str, str] = {}
    for item in items:
        for account in item.doc["accounts"]:
            if account["tier"] == tier:
                names.setdefault(account["id"], account["name"])
    return list(names.values())
