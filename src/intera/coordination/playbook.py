"""What do we promise at each stage, how soon, and what must hold before closing: the playbook, as data.

Source: PRODUCT rule C; issue 4, sections 2 and 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from intera.model.recurrence import RecurrenceKind
from intera.model.verdict import Severity
from intera.recurrence.pressure import ClosureNeeds, PressureReason

_TOP_KEYS = ("name", "version", "round_to_min", "cadence_min", "promises", "closure")
NOTHING_NEEDED = ClosureNeeds()
_DAY_MIN = 24 * 60
_LONGEST_MIN = 30 * _DAY_MIN
_SEVERITIES = {severity.label: severity for severity in Severity}


class PlaybookError(ValueError):
    """A checkpoint playbook cannot be used; the message names the key and says what to do."""

    def __init__(self, key: str, problem: str) -> None:
        """Names the key, dotted from the top of the file, and the problem with its remedy."""
        super().__init__(f"checkpoint playbook, {key}: {problem}")
        self.key = key


class Stage(StrEnum):
    """Where an incident stands for the purpose of promising."""

    BEING_VERIFIED = "being_verified"
    SUSPECTED = "suspected"
    ACTIVE = "active"
    RESTORED = "restored"


class Criterion(StrEnum):
    """What can be asked for before an incident is closed."""

    STABLE = "stable"
    SOURCES_AGREE = "sources_agree"
    CHECKPOINTS_ANSWERED = "checkpoints_answered"
    CUSTOMERS_TOLD = "customers_told"
    REPEATS_OWNED = "repeats_owned"


@dataclass(frozen=True, slots=True)
class ClosureRule:
    """One closure criterion: for which severities it is asked, and how many minutes it needs there.

    `needs` says which returns it keeps open for which reasons.
    """

    criterion: Criterion
    name: str
    severities: tuple[Severity, ...]
    minutes: Mapping[Severity, int]
    needs: ClosureNeeds = NOTHING_NEEDED


@dataclass(frozen=True, slots=True)
class Playbook:
    """One version of the playbook; cadence and rounding in minutes."""

    name: str
    version: str
    round_to_min: int
    cadence_min: Mapping[Severity, int]
    promises: Mapping[Stage, tuple[str, ...]]
    closure: tuple[ClosureRule, ...]

    @property
    def closure_needs(self) -> ClosureNeeds:
        """Which returns may not be closed by themselves; nothing where no criterion asks for it."""
        return next((rule.needs for rule in self.closure if rule.criterion is Criterion.REPEATS_OWNED), NOTHING_NEEDED)

    def stable_min(self, severity: Severity) -> int:
        """For how many minutes service must be stable before closing; 0 when nothing asks for it."""
        return max((rule.minutes.get(severity, 0) for rule in self.closure), default=0)


def _mapping(raw: object, key: str) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        raise PlaybookError(key, "must be a mapping of names to values; indent its entries below it")
    return {str(name): value for name, value in cast("Mapping[object, object]", raw).items()}


def _list(raw: object, key: str) -> Sequence[object]:
    if not isinstance(raw, list | tuple) or not raw:
        raise PlaybookError(key, "must be a list with at least one entry")
    return cast("Sequence[object]", raw)


def _refuse_unknown(raw: Mapping[str, object], allowed: Sequence[str], key: str) -> None:
    for name in sorted(raw):
        if name not in allowed:
            where = f"{key}.{name}" if key else name
            raise PlaybookError(where, f"is not known here; use {', '.join(allowed)} or delete it")


def _text(raw: object, key: str) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise PlaybookError(key, "is missing; write it as text")
    return raw.strip()


def _minutes(raw: object, key: str, *, least: int = 1) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= _LONGEST_MIN:
        raise PlaybookError(key, f"must be whole minutes from {least} to {_LONGEST_MIN:,}")
    return raw


def _by_severity(raw: object, key: str, *, least: int) -> dict[Severity, int]:
    entry = _mapping(raw, key)
    _refuse_unknown(entry, tuple(_SEVERITIES), key)
    return {
        severity: _minutes(entry.get(label), f"{key}.{label}", least=least) for label, severity in _SEVERITIES.items()
    }


def _parse_promises(raw: object) -> dict[Stage, tuple[str, ...]]:
    entry = _mapping(raw, "promises")
    _refuse_unknown(entry, tuple(Stage), "promises")
    found: dict[Stage, tuple[str, ...]] = {}
    for stage in Stage:
        key = f"promises.{stage}"
        texts = tuple(_text(text, f"{key}[{index}]") for index, text in enumerate(_list(entry.get(stage), key)))
        for index, text in enumerate(texts):
            if "{" in text.replace("{stable_min}", ""):
                raise PlaybookError(f"{key}[{index}]", "has an unknown slot; use {stable_min} or no slot")
        found[stage] = texts
    return found


def _parse_needs(entry: Mapping[str, object], key: str) -> ClosureNeeds:
    kinds, reasons = (_list(entry[name], f"{key}.{name}") for name in ("kinds", "reasons"))
    for name, listed, known in (("kinds", kinds, RecurrenceKind), ("reasons", reasons, PressureReason)):
        for one in listed:
            if one not in tuple(known):
                raise PlaybookError(f"{key}.{name}", f"{one!r} is not known here; use {', '.join(known)}")
    return ClosureNeeds(
        frozenset(RecurrenceKind(str(kind)) for kind in kinds), frozenset(PressureReason(str(one)) for one in reasons)
    )


def _parse_closure(raw: object) -> tuple[ClosureRule, ...]:
    rules: list[ClosureRule] = []
    for index, entry_raw in enumerate(_list(raw, "closure")):
        key = f"closure[{index}]"
        entry = _mapping(entry_raw, key)
        _refuse_unknown(entry, ("criterion", "name", "severities", "minutes", "kinds", "reasons"), key)
        if entry.get("criterion") not in tuple(Criterion):
            raise PlaybookError(f"{key}.criterion", f"is not known here; use one of {', '.join(Criterion)}")
        criterion = Criterion(str(entry["criterion"]))
        if (criterion is Criterion.STABLE) != ("minutes" in entry):
            raise PlaybookError(f"{key}.minutes", "belongs to the criterion stable, and only to it")
        if (criterion is Criterion.REPEATS_OWNED) != ("kinds" in entry and "reasons" in entry):
            raise PlaybookError(f"{key}.kinds", "kinds and reasons belong to the criterion repeats_owned, only to it")
        labels = _list(entry.get("severities", tuple(_SEVERITIES)), f"{key}.severities")
        for label in labels:
            if label not in _SEVERITIES:
                raise PlaybookError(f"{key}.severities", f"{label!r} is no severity; use P1, P2, P3 or P4")
        rules.append(
            ClosureRule(
                criterion=criterion,
                name=_text(entry.get("name"), f"{key}.name"),
                severities=tuple(sorted(_SEVERITIES[str(label)] for label in labels)),
                minutes=_by_severity(entry["minutes"], f"{key}.minutes", least=0) if "minutes" in entry else {},
                needs=_parse_needs(entry, key) if criterion is Criterion.REPEATS_OWNED else NOTHING_NEEDED,
            )
        )
    return tuple(rules)


def parse_playbook(raw: Mapping[str, object]) -> Playbook:
    """A checkpoint playbook, checked.

    Args:
        raw: the mapping of a playbook file.

    Returns:
        The playbook.

    Raises:
        PlaybookError: names the key and what to write there.
    """
    _refuse_unknown(raw, _TOP_KEYS, "")
    round_to_min = _minutes(raw.get("round_to_min"), "round_to_min")
    # Rounding down may take almost one step off, so a cadence of two steps still leaves one.
    cadence_min = _by_severity(raw.get("cadence_min"), "cadence_min", least=2 * round_to_min)
    for worse, better in zip(Severity, list(Severity)[1:], strict=False):
        if cadence_min[worse] > cadence_min[better]:
            raise PlaybookError(
                f"cadence_min.{worse.label}", f"is slower than {better.label}; promise sooner for worse"
            )
    return Playbook(
        name=_text(raw.get("name"), "name"),
        version=_text(raw.get("version"), "version"),
        round_to_min=round_to_min,
        cadence_min=cadence_min,
        promises=_parse_promises(raw.get("promises")),
        closure=_parse_closure(raw.get("closure")),
    )
