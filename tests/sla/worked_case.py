"""How a worked case is laid out: a contract of the library, what differs, facts, and the answer by dotted paths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from intera.sla.language.layers import layered
from intera.sla.language.plain import plain_of
from intera.sla.trial import try_contract
from intera.workflows.contract_files import LIBRARY, read_contract_file
from intera.workflows.strict_yaml import parse_strict_yaml

CASES = Path(__file__).parents[1] / "cases" / "sla"


@dataclass(frozen=True)
class Run:
    """One settlement of a case."""

    name: str
    contract: str
    terms: Mapping[str, Any]
    readings: Mapping[str, str]
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]


def contract_data(name: str) -> dict[str, object]:
    """The plain data of a contract of the library or of the cases, its layers put together."""
    beside = CASES / "contracts" / f"{name}.yaml"
    return dict(read_contract_file(beside if beside.is_file() else LIBRARY / f"{name}.yaml").data)


def runs_of(case: Mapping[str, Any]) -> Iterator[Run]:
    """Every settlement of a case: what a run says is laid over what the case says."""
    for number, run in enumerate(case.get("runs") or [{}]):
        yield Run(
            name=f"{case['id']}.{number + 1}" if case.get("runs") else str(case["id"]),
            contract=case.get("contract", "plain"),
            terms=layered(case.get("terms") or {}, run.get("terms") or {}),
            readings=run.get("readings") or case.get("readings") or {},
            facts=layered(case.get("facts") or {}, run.get("facts") or {}),
            expect=run.get("expect") or case.get("expect") or {},
        )


def read_cases(name: str) -> list[Mapping[str, Any]]:
    """The cases of a file."""
    text = (CASES / f"{name}.yaml").read_text(encoding="utf-8")
    indented = "cases:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    return cast("list[Mapping[str, Any]]", parse_strict_yaml(indented, name).data["cases"])


def settled(run: Run) -> Any:  # noqa: ANN401 -- a document is plain data of any depth
    """The document of a run."""
    data = layered(contract_data(run.contract), run.terms)
    return plain_of(try_contract(data, run.facts, chosen=run.readings))


def found_at(document: Any, path: str) -> Any:  # noqa: ANN401 -- as above
    """What a document says at a dotted path; a part names an entry of a list by its name, metric or number."""
    place = document
    for part in path.split("."):
        if isinstance(place, list):
            entries = cast("list[Any]", place)
            place = (
                entries[int(part)]
                if part.isdigit()
                else next(each for each in entries if part in (each.get("name"), each.get("metric")))
            )
        else:
            place = place[part]
    return place
