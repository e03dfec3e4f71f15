"""Which files of an operator's `inventory` folder hold what, as its `inventory.yaml` declares.

Records in TM Forum's shape need no declaration; tables say which column is which field, and by
which rules of their own an account's tier follows from what a CRM knows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import cast

from intera.connectors.instants import find_zone
from intera.model.party import Tier
from intera.workflows.rulebook import read_yaml

DECLARATION = "inventory.yaml"
ACCOUNTS, PRODUCT_INSTANCES, SITES = "accounts", "product_instances", "sites"
CSV, TMF637, TMF638, TMF = "csv", "tmf637", "tmf638", "tmf"
_VALID = ("valid_from_at", "valid_until_at")
FIELDS: Mapping[str, tuple[str, ...]] = {
    ACCOUNTS: ("account_id", "name", "tier", "partner_code", *_VALID),
    PRODUCT_INSTANCES: (
        *("product_instance_id", "account_id", "service_id", "region_id", "site_id", "partner_code", "site_count"),
        *_VALID,
    ),
    SITES: ("site_id", "region_id", *_VALID),
}
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    ACCOUNTS: ("account_id",),
    PRODUCT_INSTANCES: ("product_instance_id", "account_id", "service_id"),
    SITES: ("site_id", "region_id"),
}
_KEYS = ("file", "holds", "format", "delimiter", "columns", "constants", "only", "tiers", "zone")
_BOUNDS = ("at_least", "below", "one_of")
_JSON_ENDINGS = (".json", ".jsonl")
_COLUMN = re.compile(r"\{([^{}]+)\}")


class InventoryFileError(ValueError):
    """An inventory cannot be used; the sentence names the first place and what to do."""

    def __init__(self, where: str, problem: str) -> None:
        """Carries the file with the row or key."""
        super().__init__(f"inventory, {where}: {problem}")
        self.where = where


@dataclass(frozen=True, slots=True)
class Condition:
    """What a column must hold: one of some texts, or a number within bounds (from included, to not)."""

    column: str
    one_of: frozenset[str] | None = None
    at_least: Decimal | None = None
    below: Decimal | None = None

    def passes(self, row: Mapping[str, str]) -> bool:
        """Whether a row does; a bound on something that is no number fails."""
        value = (row.get(self.column) or "").strip()
        if self.one_of is not None:
            return value.casefold() in self.one_of
        try:
            number = Decimal(value)
        except InvalidOperation:
            return False
        return (self.at_least is None or number >= self.at_least) and (self.below is None or number < self.below)


@dataclass(frozen=True, slots=True)
class TierRule:
    """The tier of the accounts that meet all conditions; without one, of all that are left."""

    tier: Tier
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class InventoryFile:
    """One file: what it holds and how it says so.

    `columns` are fields filled from one column each; `texts` fields with a text of their own, in
    which braces name columns.
    """

    name: str
    holds: str
    format: str
    delimiter: str = ","
    columns: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    only: tuple[Condition, ...] = ()
    tiers: tuple[TierRule, ...] = ()
    zone: str = ""

    def wanted_columns(self) -> frozenset[str]:
        """Every column the declaration speaks of."""
        conditions = [*self.only, *(one for rule in self.tiers for one in rule.conditions)]
        return frozenset(
            {column for _, column in self.columns}
            | {column for _, text in self.texts for column in _COLUMN.findall(text)}
            | {condition.column for condition in conditions}
        )

    def cells(self, row: Mapping[str, str]) -> dict[str, str]:
        """What a row says of each field, without blanks around it."""
        found = {field: row[column].strip() for field, column in self.columns}
        for field, text in self.texts:
            found[field] = _COLUMN.sub(lambda part: row[part[1]].strip(), text)
        return found


def read_declaration(folder: Path) -> tuple[InventoryFile, ...]:
    """The files of an inventory folder, declared or in TM Forum's shape, in the order they are read.

    Args:
        folder: the operator's `inventory` folder.

    Returns:
        Accounts and sites before product instances; none when the folder is absent or empty.

    Raises:
        InventoryFileError: a key cannot be used, or a file is neither declared nor told by its ending.
        UnreadableRuleFileError: the declaration is not YAML.
    """
    path = folder / DECLARATION
    raw = read_yaml(path) if path.exists() else {}
    if unknown := sorted(set(raw) - {"files"}):
        raise InventoryFileError(DECLARATION, f"{unknown[0]} is not known here; list the files under files")
    listed = raw.get("files", [])
    if not isinstance(listed, list):
        raise InventoryFileError(f"{DECLARATION} files", "is no list; write one entry per file")
    found: list[InventoryFile] = []
    for number, entry in enumerate(cast("list[object]", listed)):
        where = f"{DECLARATION} files[{number}]"
        if not isinstance(entry, dict):
            raise InventoryFileError(where, "is no mapping; give file, holds and format")
        found.append(_file(cast("dict[str, object]", entry), where, folder))
    declared = {file.name for file in found}
    for other in sorted(folder.iterdir()) if folder.is_dir() else ():
        if other.name in declared or other.name == DECLARATION or other.name.startswith("."):
            continue
        if not other.name.removesuffix(".gz").endswith(_JSON_ENDINGS):
            raise InventoryFileError(other.name, f"is not declared; describe it in {DECLARATION} or take it out")
        found.append(InventoryFile(other.name, PRODUCT_INSTANCES, TMF))
    order = (SITES, ACCOUNTS, PRODUCT_INSTANCES)
    return tuple(sorted(found, key=lambda file: order.index(file.holds)))


def _file(raw: Mapping[str, object], where: str, folder: Path) -> InventoryFile:
    for key in raw:
        if key not in _KEYS:
            raise InventoryFileError(f"{where}.{key}", f"is not known here; use one of {', '.join(_KEYS)}")
    name, holds, kind = (str(raw.get(key, "")) for key in ("file", "holds", "format"))
    if not name or Path(name).name != name or not (folder / name).is_file():
        raise InventoryFileError(f"{where}.file", f"there is no {name!r} in the folder; correct the name")
    if kind in (TMF637, TMF638):
        return InventoryFile(name, PRODUCT_INSTANCES, kind, zone=_zone(raw, where))
    if kind != CSV:
        raise InventoryFileError(f"{where}.format", f"write one of {CSV}, {TMF637}, {TMF638}")
    if holds not in FIELDS:
        raise InventoryFileError(f"{where}.holds", f"write one of {', '.join(FIELDS)}")
    delimiter = str(raw.get("delimiter", ","))
    if len(delimiter) != 1:
        raise InventoryFileError(f"{where}.delimiter", "is not one character; correct it")
    tiers = _tiers(raw.get("tiers", []), f"{where}.tiers")
    columns, texts = _fields(raw, holds, where, has_tiers=bool(tiers))
    only = _conditions(raw.get("only", {}), f"{where}.only")
    return InventoryFile(name, holds, kind, delimiter, columns, texts, only, tiers, _zone(raw, where))


_Pairs = tuple[tuple[str, str], ...]


def _fields(raw: Mapping[str, object], holds: str, where: str, *, has_tiers: bool) -> tuple[_Pairs, _Pairs]:
    """What each field is filled from: one column, or a text of its own."""
    columns = _members(raw.get("columns", {}), f"{where}.columns")
    constants = _members(raw.get("constants", {}), f"{where}.constants")
    filled = columns | constants
    for field in filled:
        if field not in FIELDS[holds]:
            problem = f"is no field of {holds}; use one of {', '.join(FIELDS[holds])}"
            raise InventoryFileError(f"{where}.columns.{field}", problem)
    if has_tiers and (holds != ACCOUNTS or "tier" in filled):
        raise InventoryFileError(f"{where}.tiers", "belong to accounts without a column for the tier; remove one")
    needed = (*_REQUIRED[holds], "tier") if holds == ACCOUNTS and not has_tiers else _REQUIRED[holds]
    for field in needed:
        if field not in filled:
            raise InventoryFileError(f"{where}.columns.{field}", "is missing; say which column holds it")
    plain = {field: column for field, column in columns.items() if "{" not in column and field not in constants}
    return tuple(plain.items()), tuple((field, text) for field, text in filled.items() if field not in plain)


def _zone(raw: Mapping[str, object], where: str) -> str:
    zone = str(raw.get("zone", ""))
    if zone and find_zone(zone) is None:
        raise InventoryFileError(f"{where}.zone", f"{zone!r} is no time zone; write an IANA name")
    return zone


def _members(raw: object, where: str) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise InventoryFileError(where, "is no mapping; write field: column")
    return {str(key): str(value) for key, value in cast("dict[object, object]", raw).items()}


def _tiers(raw: object, where: str) -> tuple[TierRule, ...]:
    if not isinstance(raw, list):
        raise InventoryFileError(where, "is no list; write one rule per tier")
    rules: list[TierRule] = []
    for number, entry in enumerate(cast("Sequence[object]", raw)):
        rule = cast("Mapping[str, object]", entry if isinstance(entry, dict) else {})
        known = [tier.value for tier in Tier]
        if rule.get("tier") not in known or set(rule) - {"tier", "when"}:
            raise InventoryFileError(f"{where}[{number}]", f"give tier, one of {', '.join(known)}, and when")
        rules.append(TierRule(Tier(str(rule["tier"])), _conditions(rule.get("when", {}), f"{where}[{number}].when")))
    if rules and rules[-1].conditions:
        raise InventoryFileError(
            f"{where}[{len(rules) - 1}]", "leaves accounts without a tier; end with one without when"
        )
    return tuple(rules)


def _conditions(raw: object, where: str) -> tuple[Condition, ...]:
    if not isinstance(raw, dict):
        raise InventoryFileError(where, "is no mapping; write column: what it must hold")
    found: list[Condition] = []
    for column, wanted in cast("dict[object, object]", raw).items():
        place = f"{where}.{column}"
        if not isinstance(wanted, dict):
            found.append(Condition(str(column), one_of=frozenset({str(wanted).casefold()})))
            continue
        bounds = cast("dict[str, object]", wanted)
        if not bounds or set(bounds) - set(_BOUNDS):
            raise InventoryFileError(place, f"use one of {', '.join(_BOUNDS)}, or the text itself")
        listed = cast("Sequence[object]", bounds.get("one_of") or ())
        texts = frozenset(str(one).casefold() for one in listed) if "one_of" in bounds else None
        found.append(Condition(str(column), texts, _number(bounds, "at_least", place), _number(bounds, "below", place)))
    return tuple(found)


def _number(raw: Mapping[str, object], key: str, where: str) -> Decimal | None:
    if key not in raw:
        return None
    try:
        return Decimal(str(raw[key]))
    except InvalidOperation:
        raise InventoryFileError(f"{where}.{key}", f"{raw[key]!r} is no number; correct it") from None
