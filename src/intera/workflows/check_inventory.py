"""Does an inventory fit together: who is named exists, nothing is there twice at one time.

Rows are judged as they pass, so that a million of them need no room; the first few faults are told
and the rest counted.
"""

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime

from intera.impact.presence import ALWAYS, NEVER, instant_of
from intera.model.operator import Operator
from intera.model.party import Account
from intera.model.service import ProductInstance, Site
from intera.workflows.inventory_columns import BadRowError
from intera.workflows.inventory_declaration import InventoryFileError

_TOLD_MAX = 3
_Span = tuple[datetime | None, datetime | None]


class Faults:
    """What is wrong so far, and how many good records were left out because nobody ever had them."""

    def __init__(self) -> None:
        """Starts with nothing."""
        self.count = 0
        self.left_out_count = 0
        self._told: list[tuple[str, str]] = []

    def add(self, where: str, problem: str) -> None:
        """Notes one."""
        self.count += 1
        if len(self._told) < _TOLD_MAX:
            self._told.append((where, problem))

    def refuse(self) -> None:
        """Raises InventoryFileError with the first fault, the next ones and how many; does nothing without one."""
        if not self._told:
            return
        (where, problem), *others = self._told
        if others:
            more = "; ".join(f"{place}: {what}" for place, what in others)
            rows = "1 more row is" if self.count == 2 else f"{self.count - 1:,} more rows are"  # noqa: PLR2004 - two
            problem = f"{problem}. {rows} refused, next {more}"
        raise InventoryFileError(where, problem)


class InstanceCheck:
    """Judges product instances one after the other; `finish` tells which are there twice at one time."""

    def __init__(self, operator: Operator, accounts: Iterable[Account]) -> None:
        """Knows the accounts of the document and of the inventory."""
        self._known = {account.account_id for account in (*operator.accounts, *accounts)}
        self._listed = {one.product_instance_id for one in operator.product_instances}
        # One row each, 32 bytes: a digest of the id, its span, and where it was read.
        self._ids, self._from, self._until, self._rows = (array("q") for _ in range(4))

    def judge(self, one: ProductInstance, row: int) -> None:
        """Raises BadRowError when a row names nobody, or what the operator's document lists."""
        if one.account_id not in self._known:
            raise BadRowError(f"there is no account {one.account_id!r}; add it to accounts or correct the row")
        if one.product_instance_id in self._listed:
            problem = f"product instance {one.product_instance_id!r} stands in the operator's own data too; keep one"
            raise BadRowError(problem)
        self._ids.append(hash(one.product_instance_id))
        self._from.append(instant_of(one.valid_from_at, ALWAYS))
        self._until.append(instant_of(one.valid_until_at, NEVER))
        self._rows.append(row)

    def finish(self) -> Iterable[tuple[int, int]]:
        """Pairs of rows that give one product instance over the same time, in order of the later row."""
        ids, from_, rows = self._ids, self._from, self._rows
        order = sorted(range(len(ids)), key=lambda n: (ids[n], from_[n]))
        found: list[tuple[int, int]] = []
        for position, number in enumerate(order[1:]):
            before = order[position]
            if ids[before] == ids[number] and from_[number] < self._until[before]:
                found.append((max(rows[before], rows[number]), min(rows[before], rows[number])))
        return sorted(found)


def refuse_overlap(known: Sequence[_Span], span: _Span, what: str) -> None:
    """Raises BadRowError when a span shares an instant with an earlier one of the same thing."""
    from_, until = instant_of(span[0], ALWAYS), instant_of(span[1], NEVER)
    for start, end in known:
        if from_ < instant_of(end, NEVER) and instant_of(start, ALWAYS) < until:
            raise BadRowError(f"{what} is there twice for the same time; end one where the other begins")


def resolved(one: ProductInstance, sites: Sequence[Site] | None) -> list[ProductInstance]:
    """A product instance where its site is: one row for each region the site was in meanwhile.

    Args:
        one: as read; without a site it stays as it is.
        sites: the rows of its site, None when no site of that id was given.

    Returns:
        One row or more.

    Raises:
        BadRowError: it names a site nobody gave and no region, or another region than its site.
    """
    if one.site_id is None or (sites is None and (one.region_id is not None or one.partner_code is not None)):
        return [one]
    if sites is None:
        raise BadRowError(f"there is no site {one.site_id!r}; add it to the sites or name the region")
    if one.region_id is not None:
        if all(site.region_id != one.region_id for site in sites):
            raise BadRowError(
                f"is in {one.region_id!r}, but its site is in {sites[0].region_id!r}; correct one of them"
            )
        return [one]
    found: list[ProductInstance] = []
    for site in sites:
        start = _later(one.valid_from_at, site.valid_from_at)
        end = _sooner(one.valid_until_at, site.valid_until_at)
        if start is None or end is None or start < end:
            found.append(_moved(one, site, start, end))
    if not found:
        raise BadRowError(f"its site {one.site_id!r} is in no region while it is valid; correct one of the spans")
    return found


def _moved(one: ProductInstance, site: Site, start: datetime | None, end: datetime | None) -> ProductInstance:
    return ProductInstance(
        one.product_instance_id,
        one.account_id,
        one.service_id,
        site.region_id,
        one.partner_code,
        one.site_count,
        one.site_id,
        start,
        end,
    )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((instant for instant in (one, other) if instant is not None), default=None)


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((instant for instant in (one, other) if instant is not None), default=None)
