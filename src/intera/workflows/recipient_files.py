"""Reads a list of recipients, as CSV or YAML: good rows are kept, each bad one is set aside with its reason.

One bad row must not keep a hundred thousand others from being told; a file that is no list at all is
refused whole.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from intera.couriers.address import address_problem
from intera.model.ids import AccountId, PartnerCode
from intera.model.operator import Operator
from intera.model.publication import PUSH_CHANNELS, Channel, Recipient
from intera.narrative.recipients import PARTNER
from intera.narrative.template import AUDIENCES
from intera.workflows.rulebook import read_yaml
from intera.workflows.task_notices import desk_audience

FILE_NAMES = ("recipients.csv", "recipients.yaml")
LIST_KEY = "recipients"
UNKNOWN = "is not known here; correct it, or add it to the operator's data first"
_NEEDED = ("recipient_id", "audience", "channel", "address")
_OTHERS = ("language", "account_id", "partner_code", "service_ids", "region_ids")
_COLUMNS = (*_NEEDED, *_OTHERS)
# It stands in links people leave a list by, and in the ledger.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_APART = re.compile(r"[\s,;]+")

Row = Mapping[str, str]


class RecipientFileError(ValueError):
    """A file is no list of recipients; nothing was changed."""

    def __init__(self, name: str, problem: str) -> None:
        """Names the file and what to do."""
        super().__init__(f"{name}: {problem}")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not used: its line or place, the column and why; never the value, which may be an address."""

    row: int
    column: str
    problem: str

    @property
    def text(self) -> str:
        """As a sentence."""
        return f"row {self.row}: the {self.column.replace('_', ' ')} {self.problem}"


@dataclass(slots=True)
class ReadRecipients:
    """The good rows of a list by the number they stand at, and those set aside."""

    by_row: dict[int, Recipient] = field(default_factory=dict[int, Recipient])
    set_aside: list[SetAside] = field(default_factory=list[SetAside])

    def put_aside(self, row: int, column: str, problem: str) -> None:
        """Sets a row aside, also one that was good so far."""
        self.by_row.pop(row, None)
        self.set_aside.append(SetAside(row, column, problem))


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names a row may use."""

    audiences: frozenset[str]
    service_ids: frozenset[str]
    region_ids: frozenset[str]
    partner_codes: frozenset[str]
    is_private_allowed: bool = False


class _BadCellError(ValueError):
    def __init__(self, column: str, problem: str) -> None:
        super().__init__(problem)
        self.column = column
        self.problem = problem


def names_of(operator: Operator, *, is_private_allowed: bool = False) -> KnownNames:
    """The names rows may use for an operator.

    Args:
        operator: its reference data.
        is_private_allowed: whether calls into our own network are allowed.

    Returns:
        The names; each desk is an audience of its own for its tasks.
    """
    return KnownNames(
        frozenset((*AUDIENCES, *(desk_audience(team.team_id) for team in operator.teams))),
        frozenset(service.service_id for service in operator.services),
        frozenset(region.region_id for region in operator.regions),
        frozenset(partner.partner_code for partner in operator.partners),
        is_private_allowed,
    )


def find_file(folder: Path) -> Path | None:
    """The list of recipients in an operator's folder; None when there is none.

    Raises:
        RecipientFileError: there are two.
    """
    found = [folder / name for name in FILE_NAMES if (folder / name).exists()]
    if len(found) > 1:
        raise RecipientFileError(found[1].name, f"stands beside {found[0].name}; keep one of them")
    return found[0] if found else None


def read_recipient_file(path: Path, names: KnownNames) -> ReadRecipients:
    """The recipients a file lists.

    Args:
        path: a `.csv` or `.yaml` file.
        names: what its rows may refer to.

    Returns:
        Good rows in the order of the file, and those set aside.

    Raises:
        RecipientFileError: it cannot be read, has an unknown column or lacks a needed one.
        UnreadableRuleFileError: it is not YAML.
    """
    read, seen = ReadRecipients(), set[str]()
    for number, row in _rows(path):
        try:
            recipient = _recipient(row, names, seen)
        except _BadCellError as bad:
            read.put_aside(number, bad.column, bad.problem)
            continue
        seen.add(recipient.recipient_id)
        read.by_row[number] = recipient
    return read


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    if path.suffix in (".yaml", ".yml"):
        yield from _yaml_rows(path)
        return
    if path.suffix != ".csv":
        raise RecipientFileError(path.name, "is neither .csv nor .yaml; save it as one of them")
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _csv_rows(path.name, stream)
    except UnicodeDecodeError as error:
        raise RecipientFileError(path.name, "is not UTF-8 text; save it as UTF-8") from error
    except csv.Error as error:
        raise RecipientFileError(path.name, f"is no CSV ({error}); save it anew") from error


def _csv_rows(name: str, stream: Iterator[str]) -> Iterator[tuple[int, Row]]:
    reader = csv.DictReader(stream, strict=True)
    _check_columns(name, reader.fieldnames or ())
    for row in reader:
        # More cells than columns stand under None, missing ones hold it.
        is_whole = None not in row and None not in row.values()
        yield reader.line_num, row if is_whole else {"recipient_id": "", "cells": ""}


def _yaml_rows(path: Path) -> Iterator[tuple[int, Row]]:
    loaded = read_yaml(path)
    listed = loaded.get(LIST_KEY)
    if set(loaded) != {LIST_KEY} or not isinstance(listed, list):
        raise RecipientFileError(path.name, f"must hold one list under {LIST_KEY}")
    for number, row in enumerate(cast("list[object]", listed), start=1):
        if not isinstance(row, dict):
            yield number, {}
            continue
        entries = cast("dict[object, object]", row)
        _check_columns(path.name, [str(key) for key in entries], needed=())
        yield number, {str(key): _cell(value) for key, value in entries.items()}


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(one) for one in cast("list[object]", value))
    return "" if value is None else str(value)


def _check_columns(name: str, columns: object, *, needed: tuple[str, ...] = _NEEDED) -> None:
    given = list(cast("list[str]", columns))
    unknown = [column for column in given if column not in _COLUMNS]
    if unknown:
        raise RecipientFileError(name, f"has an unknown column {unknown[0]!r}; use {', '.join(_COLUMNS)}")
    missing = [column for column in needed if column not in given]
    if missing:
        raise RecipientFileError(name, f"has no column {missing[0]!r}; add it")


def _recipient(row: Row, names: KnownNames, seen: Collection[str]) -> Recipient:
    recipient_id = row.get("recipient_id", "").strip()
    if "cells" in row:
        raise _BadCellError("number of cells", "is another than the header's; correct it")
    if not _ID.fullmatch(recipient_id):
        raise _BadCellError("recipient_id", "must be 1 to 80 letters, digits, dots, hyphens or underscores")
    if recipient_id in seen:
        raise _BadCellError("recipient_id", "stands there already; give each a name of its own")
    channel_name, address = row.get("channel", "").strip(), row.get("address", "").strip()
    if channel_name not in PUSH_CHANNELS:
        raise _BadCellError("channel", f"is not one of {', '.join(sorted(PUSH_CHANNELS))}")
    channel = Channel(channel_name)
    problem = address_problem(channel, address, is_private_allowed=names.is_private_allowed)
    if problem:
        raise _BadCellError("address", problem)
    language = row.get("language", "").strip() or "en"
    if not _LANGUAGE.fullmatch(language):
        raise _BadCellError("language", 'is no language tag; write "en" or "de-AT"')
    audience = _known(row, "audience", names.audiences)
    account_id, partner = row.get("account_id", "").strip(), row.get("partner_code", "").strip()
    if audience == PARTNER and not partner:
        raise _BadCellError("partner_code", "is missing; a partner's recipient names its partner")
    return Recipient(
        recipient_id,
        audience,
        channel,
        address,
        language,
        AccountId(account_id) if account_id else None,
        PartnerCode(_known(row, "partner_code", names.partner_codes)) if partner else None,
        _all_known(row, "service_ids", names.service_ids),
        _all_known(row, "region_ids", names.region_ids),
    )


def _known(row: Row, column: str, known: frozenset[str]) -> str:
    value = row.get(column, "").strip()
    if value not in known:
        raise _BadCellError(column, UNKNOWN)
    return value


def _all_known(row: Row, column: str, known: frozenset[str]) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(part for part in _APART.split(row.get(column, "")) if part))
    if not known.issuperset(values):
        raise _BadCellError(column, "name something not known here; correct it, or add it to the operator's data")
    return values
