"""Loads an operator: the YAML files of its folder become reference data, checked, versioned and published.

Nothing of an operator is code: what a folder says is merged, read into the model's nouns, checked
for names that lead nowhere, and put in force by one decision, with the inventory beside it.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args, get_type_hints
from zoneinfo import available_timezones

import msgspec
from sqlalchemy import text

from intera.connectors import CONNECTORS
from intera.connectors.mapping.declaration import InvalidMappingError, parse_mapping
from intera.governance.policy_words import say_policy
from intera.impact.region_tree import RegionTreeError, check_region_tree
from intera.model.decision import SYSTEM, Decision, DecisionKind
from intera.model.impact import EvidenceKind
from intera.model.operator import Operator
from intera.model.party import Tier
from intera.narrative.spoken_values import unspeakable_values
from intera.narrative.vocabulary import hidden_in_sight
from intera.roles.care_guide import CARE_GUIDE, parse_care_guide
from intera.roles.desk import release_operator
from intera.store.changes import SourceCount
from intera.store.codec import encode
from intera.store.contacts import publish_accounts
from intera.store.inventory import save_inventory
from intera.store.reference import Reference, load_reference, publish_settings, reference_version, save_reference
from intera.store.unit_of_work import UnitOfWork, WriteDoor
from intera.workflows.read_inventory import read_inventory
from intera.workflows.record_judgement import ruled
from intera.workflows.rulebook import build_rulebook, read_rule_data, read_yaml
from intera.workflows.stock_operator import INVENTORY

# Files beside the operator's data that other use cases read.
NOT_DATA = frozenset(
    {"care_guide.yaml", "scenario.yaml", "policy.yaml", "playbook.yaml", "recipients.yaml", "words.yaml"}
)
OPERATOR_SETTING = "operator"
DECLARED_CONNECTOR = "mapping"
_AT = re.compile(r"^(?P<what>.*?) - at `\$(?P<where>[^`]*)`$", re.DOTALL)
_NO_CHOICE = re.compile(r"^Invalid enum value (?P<value>'.*')$")
_CHOICES: Mapping[str, type[StrEnum]] = {"tier": Tier, "kind": EvidenceKind}
_SLUG_LISTS = ("service_ids", "region_ids")


class OperatorFileError(ValueError):
    """An operator's data cannot be used; the sentence names the entry and what to do."""

    def __init__(self, where: str, problem: str) -> None:
        """Carries the entry, dotted from the top of the data (`accounts[3].tier`), never a file's path."""
        super().__init__(f"operator data, {where or 'the folder'}: {problem}")
        self.where = where


def read_operator(folder: Path) -> Operator:
    """The operator a folder describes.

    Args:
        folder: its `*.yaml` files, without scenario, policy and playbook, are one mapping; a list
            may be spread over several files.

    Returns:
        The operator, every reference in it checked.

    Raises:
        OperatorFileError: something is missing, unknown, twice there or leads nowhere.
        UnreadableRuleFileError: a file is not YAML.
    """
    raw = _merged(folder)
    _refuse_unknown(raw, Operator, "")
    try:
        operator: Operator = msgspec.convert(raw, Operator, strict=False, dec_hook=_read_other)
    except msgspec.ValidationError as error:
        raise _readable(error) from None
    _check(operator)
    return operator


def load_operator(door: WriteDoor, folder: Path, *, at: datetime) -> int:
    """Puts an operator's reference data and rules in force, by one decision; the same data again do nothing.

    Args:
        door: the write door.
        folder: the operator's folder; its `inventory` sub-folder is loaded with it.
        at: the instant of the decision, on the domain clock.

    Returns:
        The version in force afterwards.

    Raises:
        OperatorFileError, InventoryFileError: the data cannot be used; nothing was changed.
        UnreadableRuleFileError, PolicyError, PlaybookError, WordsPolicyError, BadTemplateError,
            UnknownLanguageError, CareGuideError: nor can a rule.
    """
    operator = read_operator(folder)
    rule_data = read_rule_data(folder)
    inventory = read_inventory(folder, operator)
    if inventory is not None:
        rule_data[INVENTORY] = inventory.summary()
    rules = build_rulebook(operator, rule_data, 0)
    policies = [say_policy(policy, operator) for policy in rules.policies.policies]
    care_guide = cast("Mapping[str, object]", rule_data.get(CARE_GUIDE, {}))
    if care_guide:
        parse_care_guide(care_guide)
    with door.open() as work:
        known = load_reference(work.connection)
        if _is_in_force(known, operator, rule_data):
            return reference_version(work.connection)
        version = save_reference(work.connection, operator, rule_data=rule_data, at=at)
        if known is None or not _is_same_inventory(known, operator, rule_data):
            save_inventory(
                work.connection,
                version,
                accounts=inventory.accounts if inventory else (),
                product_instances=inventory.product_instances() if inventory else (),
            )
        released = json.dumps(release_operator(operator, policies), ensure_ascii=False, sort_keys=True)
        publish_settings(work.connection, {OPERATOR_SETTING: released, CARE_GUIDE: json.dumps(care_guide)})
        publish_accounts(work.connection, operator.accounts, at=at)
        _drop_sources(work, operator)
        # Zero counts: a source that never reported is on the page too, as silent.
        work.count(
            [
                SourceCount(source.source_id, source.name, source.kind.value, source.expected_every_s, None)
                for source in operator.sources
            ]
        )
        work.announce(OPERATOR_SETTING, OPERATOR_SETTING, version)
        work.decide(ruled(_decision(operator, rule_data, version, at), operator))
        return version


def _is_same_inventory(known: Reference, operator: Operator, rule_data: Mapping[str, object]) -> bool:
    """Whether the same files are read, and their names still mean the same."""
    if known.rule_data.get(INVENTORY) != rule_data.get(INVENTORY):
        return False
    before, after = known.operator, operator
    return all(getattr(before, what) == getattr(after, what) for what in ("services", "regions", "partners", "zone"))


def _is_in_force(known: Reference | None, operator: Operator, rule_data: Mapping[str, object]) -> bool:
    if known is None or encode(known.operator) != encode(operator):
        return False
    return json.loads(json.dumps(rule_data, default=str)) == known.rule_data


def _drop_sources(work: UnitOfWork, operator: Operator) -> None:
    """A source the operator no longer has must not stand on the page as late for ever; its records stay."""
    known = [source.source_id for source in operator.sources]
    work.connection.execute(
        text("delete from published.source where source_id <> all(:known) and taken_count + parked_count = 0"),
        {"known": known},
    )
    work.connection.execute(
        text("update published.source set expected_every_s = 0 where source_id <> all(:known)"), {"known": known}
    )


def _decision(operator: Operator, rule_data: Mapping[str, object], version: int, at: datetime) -> Decision:
    inventory = cast("Mapping[str, int | str]", rule_data.get(INVENTORY, {}))
    return Decision(
        kind=DecisionKind.OPERATOR_LOAD,
        at=at,
        actor=SYSTEM,
        subject=f"operator/{version}",
        summary=f"{operator.name} loaded, version {version}",
        basis=f"{len(operator.services)} services, {len(operator.regions)} regions, {len(operator.sources)} sources",
        detail={
            "version": version,
            "policy_version": str(cast("Mapping[str, object]", rule_data["policy"]).get("version", "")),
            "accounts": len(operator.accounts),
            "agreements": len(operator.agreements),
            "partners": len(operator.partners),
            "product_instances": len(operator.product_instances),
            **{f"inventory_{name}": value for name, value in inventory.items()},
        },
    )


def _merged(folder: Path) -> dict[str, object]:
    merged: dict[str, object] = {}
    paths = sorted(path for path in folder.glob("*.yaml") if path.name not in NOT_DATA)
    if not paths:
        raise OperatorFileError("", "holds no operator data; give a folder with operator.yaml and its lists")
    for path in paths:
        for key, value in read_yaml(path).items():
            known = merged.get(key)
            if isinstance(known, list) and isinstance(value, list):
                merged[key] = [*cast("list[object]", known), *cast("list[object]", value)]
            elif key in merged:
                raise OperatorFileError(key, "is given in two files; give it once")
            else:
                merged[key] = value
    return merged


def _read_other(kind: type, value: object) -> object:
    """A ratio as it is written in a contract, "999/1000" or "99.9%"; a source's settings stay as they are."""
    if kind is not Fraction:
        return value
    if isinstance(value, str):
        written = value.strip()
        try:
            if written.endswith("%"):
                return Fraction(Decimal(written[:-1].strip())) / 100
            return Fraction(written)
        except (ValueError, InvalidOperation, ZeroDivisionError, OverflowError):
            pass
    raise ValueError(f'{value!r} is no exact ratio; write it in quotes as "99.9%" or "999/1000"')


def _readable(error: msgspec.ValidationError) -> OperatorFileError:
    match = _AT.match(str(error))
    if match is None:
        return OperatorFileError("", f"{error}; correct it")
    choices, unknown = _CHOICES.get(match["where"].rsplit(".", 1)[-1]), _NO_CHOICE.match(match["what"])
    if choices and unknown:
        problem = f"{unknown['value']} is not known here; use one of {', '.join(choices)}"
        return OperatorFileError(match["where"].lstrip("."), problem)
    return OperatorFileError(match["where"].lstrip("."), f"{match['what']}; correct it")


@lru_cache(maxsize=32)
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _refuse_unknown(raw: object, kind: Any, where: str) -> None:  # noqa: ANN401 - a type as typing spells it
    """Refuses a key the model has no field for: a typing error would otherwise be data silently lost."""
    items = get_args(kind)
    if items and isinstance(raw, list):
        for number, item in enumerate(cast("list[object]", raw)):
            _refuse_unknown(item, items[0], f"{where}[{number}]")
    elif isinstance(kind, type) and is_dataclass(kind) and isinstance(raw, dict):
        known = [field.name for field in fields(kind)]
        for key, value in cast("dict[object, object]", raw).items():
            path = f"{where}.{key}" if where else str(key)
            if key not in known:
                raise OperatorFileError(path, f"is not known here; use one of {', '.join(known)}")
            _refuse_unknown(value, _hints(kind)[str(key)], path)


def _check(operator: Operator) -> None:
    """Refuses an operator whose parts do not fit together."""
    _check_zones(operator)
    _check_names(operator)
    _check_references(operator)
    _check_places(operator)
    _check_contracts(operator)
    _check_instants(operator)
    _check_sources(operator)


def _check_zones(operator: Operator) -> None:
    known = available_timezones()
    places: list[tuple[str, str]] = [("zone", operator.zone)]
    places += [(f"regions[{n}].zone", region.zone) for n, region in enumerate(operator.regions)]
    places += [(f"agreements[{n}].zone", agreement.zone) for n, agreement in enumerate(operator.agreements)]
    for where, zone in places:
        if zone not in known:
            raise OperatorFileError(where, f"{zone!r} is no time zone; write an IANA name such as Europe/Lisbon")


def _refuse_twice(where: str, field: str, entries: Iterable[Sequence[str]]) -> None:
    """Refuses a name that two entries answer to, in any case of letters."""
    owner: dict[str, int] = {}
    for number, names in enumerate(entries):
        for name in names:
            first = owner.setdefault(name.casefold(), number)
            if first != number:
                problem = f"{name!r} already belongs to {where}[{first}]; give each a name of its own"
                raise OperatorFileError(f"{where}[{number}].{field}", problem)


def _check_names(operator: Operator) -> None:
    _refuse_twice("services", "service_id", [(s.service_id, s.name, *s.aliases) for s in operator.services])
    _refuse_twice("regions", "region_id", [(r.region_id, r.name, *r.aliases) for r in operator.regions])
    _refuse_twice("symptoms", "symptom_class", [(s.symptom_class, *s.aliases) for s in operator.symptoms])
    _refuse_twice("teams", "team_id", [(t.team_id, t.name, *t.aliases) for t in operator.teams])
    _refuse_twice("partners", "partner_code", [(p.partner_code, p.name) for p in operator.partners])
    _refuse_twice("accounts", "account_id", [(a.account_id, a.name) for a in operator.accounts])
    instances = [(one.product_instance_id,) for one in operator.product_instances]
    _refuse_twice("product_instances", "product_instance_id", instances)
    for where, problem in unspeakable_values(operator):
        raise OperatorFileError(where, problem)
    for number, word in hidden_in_sight(operator):
        problem = f"{word!r} is what customers call us, a service or a place; hide another word, or rename that"
        raise OperatorFileError(f"hidden_words[{number}]", problem)
    _refuse_twice("agreements", "agreement_id", [(one.agreement_id,) for one in operator.agreements])
    _refuse_twice("planned_works", "work_id", [(one.work_id,) for one in operator.planned_works])
    _refuse_twice("problems", "problem_id", [(one.problem_id,) for one in operator.problems])
    _refuse_twice("sources", "source_id", [(one.source_id,) for one in operator.sources])


def _check_references(operator: Operator) -> None:
    known: Mapping[str, tuple[str, frozenset[str]]] = {
        "service_id": ("services", frozenset(s.service_id for s in operator.services)),
        "fingerprint_service_id": ("services", frozenset(s.service_id for s in operator.services)),
        "region_id": ("regions", frozenset(r.region_id for r in operator.regions)),
        "partner_code": ("partners", frozenset(p.partner_code for p in operator.partners)),
        "account_id": ("accounts", frozenset(a.account_id for a in operator.accounts)),
        "owner_team_id": ("teams", frozenset(t.team_id for t in operator.teams)),
    }
    holders = ("services", "partners", "accounts", "product_instances", "footprints")
    for name in (*holders, "agreements", "planned_works", "problems"):
        for number, entry in enumerate(cast("Sequence[object]", getattr(operator, name))):
            for field in fields(cast("Any", entry)):
                key = field.name.removesuffix("s") if field.name in _SLUG_LISTS else field.name
                home = known.get(key)
                if home is None or home[0] == name:
                    continue
                value = getattr(entry, field.name)
                slugs = cast("tuple[str | None, ...]", value if isinstance(value, tuple) else (value,))
                for slug in slugs:
                    if slug and slug not in home[1]:
                        problem = f"there is no {slug!r} in {home[0]}; add it there or correct it here"
                        raise OperatorFileError(f"{name}[{number}].{field.name}", problem)


def _check_places(operator: Operator) -> None:
    try:
        check_region_tree(operator.regions)
    except RegionTreeError as error:
        raise OperatorFileError(f"regions[{error.number}].member_of", error.problem) from None


def _check_contracts(operator: Operator) -> None:
    owners = {one.product_instance_id: one.account_id for one in operator.product_instances}
    for number, agreement in enumerate(operator.agreements):
        where = f"agreements[{number}]"
        if not agreement.product_instance_ids:
            raise OperatorFileError(f"{where}.product_instance_ids", "is empty; name what the contract covers")
        for instance_id in agreement.product_instance_ids:
            if owners.get(instance_id) != agreement.account_id:
                problem = f"{agreement.account_id!r} has no product instance {instance_id!r}; add it or correct it"
                raise OperatorFileError(f"{where}.product_instance_ids", problem)
        for place, target in enumerate(agreement.targets):
            if not 0 < target.target_ratio <= 1:
                problem = f"{target.target_ratio} is not between 0% and 100%; correct it"
                raise OperatorFileError(f"{where}.targets[{place}].target_ratio", problem)


def _check_instants(operator: Operator) -> None:
    places: list[tuple[str, datetime | None]] = []
    for number, work in enumerate(operator.planned_works):
        if work.end_at <= work.start_at and work.start_at.tzinfo is not None and work.end_at.tzinfo is not None:
            raise OperatorFileError(f"planned_works[{number}].end_at", "is not after start_at; correct one of them")
        places += [
            (f"planned_works[{number}].start_at", work.start_at),
            (f"planned_works[{number}].end_at", work.end_at),
        ]
    places += [(f"problems[{number}].due_at", problem.due_at) for number, problem in enumerate(operator.problems)]
    spans: list[tuple[str, datetime | None, datetime | None]] = [
        (f"{name}[{number}].", one.valid_from_at, one.valid_until_at)
        for name, listed in (("accounts", operator.accounts), ("product_instances", operator.product_instances))
        for number, one in enumerate(listed)
    ]
    spans += [
        (f"regions[{number}].member_of[{place}].", one.valid_from_at, one.valid_until_at)
        for number, region in enumerate(operator.regions)
        for place, one in enumerate(region.member_of)
    ]
    for where, start, end in spans:
        if start is not None and end is not None and start.tzinfo and end.tzinfo and end <= start:
            raise OperatorFileError(f"{where}valid_until_at", "is not after valid_from_at; correct one of them")
        places += [(f"{where}valid_from_at", start), (f"{where}valid_until_at", end)]
    for where, instant in places:
        if instant is not None and instant.tzinfo is None:
            raise OperatorFileError(where, "has no zone; write it as 2026-11-13T12:00:00+01:00")


def _check_sources(operator: Operator) -> None:
    for number, source in enumerate(operator.sources):
        where = f"sources[{number}]"
        if source.connector not in CONNECTORS:
            problem = f"there is no connector {source.connector!r}; use one of {', '.join(sorted(CONNECTORS))}"
            raise OperatorFileError(f"{where}.connector", problem)
        if source.expected_every_s < 0:
            raise OperatorFileError(f"{where}.expected_every_s", "is below 0; write 0 where no pace is expected")
        if source.connector != DECLARED_CONNECTOR:
            continue
        declared = source.settings.get("mapping")
        if not isinstance(declared, Mapping):
            raise OperatorFileError(f"{where}.settings.mapping", "is missing; declare what the feed's fields mean")
        try:
            parse_mapping(cast("Mapping[str, object]", declared))
        except InvalidMappingError as error:
            raise OperatorFileError(f"{where}.settings.mapping", str(error)) from None
