"""Checks a contract against the law it names: nobody may be paid less than the statute gives.

Both are settled on the same probes, by the same engine; the first on which the contract pays less is named.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from intera.sla.language.problem import UnreadableTermError, UnusableContractError
from intera.sla.trial import try_contract
from intera.workflows.contract_files import LIBRARY, ContractFile, FoundProblem, read_contract_file
from intera.workflows.strict_yaml import read_strict_yaml

_FEES = ("9.99", "39.95", "79.90")
_DAYS = (2, 3, 4, 5, 6, 10, 30)
_REPORTED = "2026-06-01T09:00"


def probes() -> Iterator[tuple[str, Mapping[str, object]]]:
    """Facts every statute is asked: a line down for some days, an appointment missed, at several fees."""
    for fee in _FEES:
        for days in _DAYS:
            restored = f"2026-06-{days + 1:02}T23:00" if days + 1 <= 30 else "2026-07-01T23:00"  # noqa: PLR2004 -- June
            period = {"from": "2026-06-01", "to": "2026-08-01"}
            ticket = {"reported": _REPORTED, "restored": restored}
            outage = {"from": _REPORTED, "to": restored, "reported_at": _REPORTED, "kind": "outage"}
            facts = {"mrc": fee, "period": period, "tickets": [ticket], "outages": [outage]}
            yield f"a line at {fee} a month, reported {_REPORTED} and restored {restored}", facts
        yield (
            f"a missed appointment at {fee} a month",
            {"mrc": fee, "period": "2026-06", "appointments": [{"missed": True}]},
        )


def below_floors(file: ContractFile) -> list[FoundProblem]:
    """Where a contract pays less than a statute it names.

    Args:
        file: a contract that may be settled; `statutory_floor` names rule packs of the library.

    Returns:
        At most one problem per statute.
    """
    terms = file.text.terms
    if terms is None:
        return []
    line = read_strict_yaml(file.path).line_of(("statutory_floor",))
    found: list[FoundProblem] = []
    for name in terms.statutory_floor:
        path = LIBRARY / f"{name}.yaml"
        says = _below(file, path.stem) if path.is_file() else f"there is no rule pack {name!r} in the library"
        if says:
            found.append(FoundProblem(file.path.name, line, "below-floor", "statutory_floor", says))
    return found


def _below(file: ContractFile, floor: str) -> str:
    """The first probe on which the contract pays less than the floor; empty when it never does."""
    statute = read_contract_file(LIBRARY / f"{floor}.yaml").data
    for words, facts in probes():
        try:
            asked = try_contract(statute, facts).credit
            paid = try_contract(file.data, facts).credit
        except (UnusableContractError, UnreadableTermError) as error:
            return f"cannot be compared with {floor}: {error}"
        if paid.currency != asked.currency:
            return f"is in {paid.currency}, but {floor} is in {asked.currency}"
        if Fraction(paid.due) < Fraction(asked.due):
            return f"{floor} gives {asked.due} {asked.currency} for {words}; this contract gives {paid.due}"
    return ""
