"""Reads an operator's inventory: accounts at once, product instances as a stream, every row checked.

The files are read twice: once to judge every row, once to hand the rows out. So a million of them
need no room, and nothing is handed out of an inventory with one bad row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intera.model.operator import Operator
from intera.model.party import Account
from intera.model.service import ProductInstance, Site
from intera.workflows import inventory_columns as columns
from intera.workflows import inventory_tmf as tmf
from intera.workflows.check_inventory import Faults, InstanceCheck, refuse_overlap, resolved
from intera.workflows.inventory_columns import BadRowError
from intera.workflows.inventory_declaration import (
    ACCOUNTS,
    CSV,
    DECLARATION,
    PRODUCT_INSTANCES,
    SITES,
    TMF637,
    TMF638,
    InventoryFile,
    InventoryFileError,
    read_declaration,
)
from intera.workflows.inventory_files import digest_of, rows_of

FOLDER = "inventory"
_Numbered = tuple[int, ProductInstance]


@dataclass
class OperatorInventory:
    """An inventory every row of which was found good; `left_out_count` records were never delivered to anybody."""

    folder: Path
    operator: Operator
    files: tuple[InventoryFile, ...]
    digest: str
    accounts: tuple[Account, ...] = ()
    sites: dict[str, list[Site]] = field(default_factory=dict[str, list[Site]])
    services: dict[str, tmf.ServiceRecord] = field(default_factory=dict[str, tmf.ServiceRecord])
    instance_count: int = 0
    left_out_count: int = 0

    def product_instances(self) -> Iterator[ProductInstance]:
        """Every product instance, read from the files again.

        Yields:
            The rows, one after the other.

        Raises:
            InventoryFileError: the files changed since they were checked.
        """
        faults = Faults()
        for _, one in _instances(self, faults):
            faults.refuse()
            yield one
        if _digest(self.folder, self.files) != self.digest:
            raise InventoryFileError(FOLDER, "changed while it was read; load it again")

    def summary(self) -> Mapping[str, int | str]:
        """What a version of the reference data says of it."""
        return {
            "accounts": len(self.accounts),
            "left_out": self.left_out_count,
            "product_instances": self.instance_count,
            "sha256": self.digest,
        }


def read_inventory(folder: Path, operator: Operator) -> OperatorInventory | None:
    """The inventory an operator's folder holds, every row checked.

    Args:
        folder: the operator's folder; its `inventory` sub-folder is read.
        operator: the operator's reference data, which the rows refer to.

    Returns:
        The inventory; None when there is no such sub-folder or nothing in it.

    Raises:
        InventoryFileError: a file cannot be read or a row is wrong; it names the first and says how many.
        UnreadableRuleFileError: the declaration is not YAML.

    Source: issue 3 point 1 and "Bad input".
    """
    inside = folder / FOLDER
    files = read_declaration(inside)
    if not files:
        return None
    faults = Faults()
    inventory = OperatorInventory(inside, operator, files, _digest(inside, files))
    _read_sites(inventory, faults)
    _read_accounts(inventory, faults)
    _read_services(inventory, faults)
    check = InstanceCheck(operator, inventory.accounts)
    wheres = [file.name for file in files]
    for row, one in _instances(inventory, faults):
        inventory.instance_count += 1
        try:
            check.judge(one, row)
        except BadRowError as error:
            faults.add(_where(wheres, row), str(error))
    for later, earlier in check.finish():
        problem = f"gives a product instance a second time for the same time ({_where(wheres, earlier)}); end one"
        faults.add(_where(wheres, later), problem)
    faults.refuse()
    inventory.left_out_count = faults.left_out_count
    return inventory


def _digest(folder: Path, files: tuple[InventoryFile, ...]) -> str:
    names = [file.name for file in files]
    if (folder / DECLARATION).exists():
        names.append(DECLARATION)
    return digest_of(folder, names)


# A row is told by one whole number: its file's place in the list, and its own number in the file.
_ROWS_MAX = 1 << 40


def _where(names: list[str], row: int) -> str:
    place, number = divmod(row, _ROWS_MAX)
    return f"{names[place]} row {number}"


def _read_sites(inventory: OperatorInventory, faults: Faults) -> None:
    for file in inventory.files:
        words = columns.words_of(inventory.operator, file)
        for number, row in rows_of(inventory.folder, file) if file.holds == SITES else ():
            try:
                if columns.is_meant(file, row):
                    site = columns.read_site(file, row, words)
                    known = inventory.sites.setdefault(site.site_id, [])
                    spans = [(one.valid_from_at, one.valid_until_at) for one in known]
                    refuse_overlap(spans, (site.valid_from_at, site.valid_until_at), f"site {site.site_id!r}")
                    known.append(site)
            except BadRowError as error:
                faults.add(f"{file.name} row {number}", str(error))


def _read_accounts(inventory: OperatorInventory, faults: Faults) -> None:
    listed = {account.account_id for account in inventory.operator.accounts}
    found: dict[str, list[Account]] = {}
    for file in inventory.files:
        words = columns.words_of(inventory.operator, file)
        for number, row in rows_of(inventory.folder, file) if file.holds == ACCOUNTS else ():
            try:
                if columns.is_meant(file, row):
                    account = columns.read_account(file, row, words)
                    if account.account_id in listed:
                        problem = f"account {account.account_id!r} stands in the operator's own data too; keep one"
                        raise BadRowError(problem)  # noqa: TRY301 - told like every other fault of a row
                    known = found.setdefault(account.account_id, [])
                    spans = [(one.valid_from_at, one.valid_until_at) for one in known]
                    what = f"account {account.account_id!r}"
                    refuse_overlap(spans, (account.valid_from_at, account.valid_until_at), what)
                    known.append(account)
            except BadRowError as error:
                faults.add(f"{file.name} row {number}", str(error))
    inventory.accounts = tuple(account for rows in found.values() for account in rows)


def _read_services(inventory: OperatorInventory, faults: Faults) -> None:
    """TMF638 services first: products refer to them, in whichever file they stand."""
    for file in inventory.files:
        if file.format in (CSV, TMF637):
            continue
        words = columns.words_of(inventory.operator, file)
        for number, record in rows_of(inventory.folder, file):
            if not _is_service(file, record):
                continue
            try:
                found = tmf.read_service(record, words)
                if found is None:
                    faults.left_out_count += 1
                    continue
                if found[0] in inventory.services:
                    raise BadRowError(f"service {found[0]!r} is there twice; keep one")  # noqa: TRY301 - as above
                inventory.services[found[0]] = found[1]
            except BadRowError as error:
                faults.add(f"{file.name} row {number}", str(error))


def _is_service(file: InventoryFile, record: Mapping[str, Any]) -> bool:
    return file.format == TMF638 or (file.format != TMF637 and tmf.is_service(record))


def _instances(inventory: OperatorInventory, faults: Faults) -> Iterator[_Numbered]:
    """Every product instance with where it stands; bad rows are noted and passed over."""
    resting: set[str] = set()
    for place, file in enumerate(inventory.files):
        if file.holds != PRODUCT_INSTANCES or file.format == TMF638:
            continue
        words = columns.words_of(inventory.operator, file)
        for number, row in rows_of(inventory.folder, file):
            try:
                one = _instance(inventory, file, row, words, resting)
                if one is not None:
                    for part in resolved(one, inventory.sites.get(one.site_id or "")):
                        yield place * _ROWS_MAX + number, part
                elif file.format != CSV and not _is_service(file, row):
                    faults.left_out_count += 1
            except BadRowError as error:
                faults.add(f"{file.name} row {number}", str(error))
    yield from _own_services(inventory, faults, resting)


def _own_services(inventory: OperatorInventory, faults: Faults, resting: set[str]) -> Iterator[_Numbered]:
    """TMF638 services that no product rests on and somebody has: instances of their own."""
    place = next((n for n, file in enumerate(inventory.files) if file.format not in (CSV, TMF637)), 0)
    for number, (record_id, service) in enumerate(inventory.services.items(), start=1):
        if record_id in resting:
            continue
        try:
            one = tmf.instance_of(record_id, service)
            for part in resolved(one, inventory.sites.get(one.site_id or "")) if one else ():
                yield place * _ROWS_MAX + number, part
        except BadRowError as error:
            faults.add(f"{inventory.files[place].name} service {number}", str(error))


def _instance(
    inventory: OperatorInventory, file: InventoryFile, row: Mapping[str, Any], words: columns.Words, resting: set[str]
) -> ProductInstance | None:
    if file.format == CSV:
        return columns.read_product_instance(file, row, words) if columns.is_meant(file, row) else None
    if _is_service(file, row):
        return None
    resting.update(one for one in tmf.realized_by(row) if one in inventory.services)
    return tmf.read_product(row, words, inventory.services)
