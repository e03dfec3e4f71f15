"""Short ways to ask the engine in a test: what differs from the plain contract, and what happened."""

from collections.abc import Mapping
from typing import Any

from intera.sla.language.layers import layered
from intera.sla.language.plain import plain_of
from intera.sla.settlement.frame import Frame, frame_of
from intera.sla.settlement.known import known_facts
from intera.sla.settlement.settle import Settled, period_of, settle
from intera.sla.trial import contract_from, facts_from, try_contract
from sla.worked_case import contract_data, found_at

JUNE = "2026-06"


def come_to(
    terms: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    *,
    contract: str = "plain",
    readings: Mapping[str, str] | None = None,
) -> Any:  # noqa: ANN401 -- a document is plain data of any depth
    """The document of the plain contract with what differs, on facts."""
    return plain_of(try_contract(layered(contract_data(contract), terms or {}), facts or {}, chosen=readings))


def said(document: Any, path: str) -> Any:  # noqa: ANN401 -- as above
    """What a document says at a dotted path."""
    return found_at(document, path)


def framed(terms: Mapping[str, Any] | None = None, facts: Mapping[str, Any] | None = None) -> Frame:
    """The frame of the plain contract with what differs, on facts."""
    contract = contract_from(layered(contract_data("plain"), terms or {}))
    known = known_facts(facts_from(facts or {}, contract.terms).facts, None)
    return frame_of(contract.terms, known, period_of(contract, known))


def settled(terms: Mapping[str, Any] | None = None, facts: Mapping[str, Any] | None = None) -> Settled:
    """The settlement of the plain contract with what differs, on facts."""
    contract = contract_from(layered(contract_data("plain"), terms or {}))
    return settle(contract, facts_from(facts or {}, contract.terms).facts)


def outage(start: str, end: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- any fact of an outage
    """An outage in June by day and time, "05T10:00"."""
    return {"from": f"2026-06-{start}", "to": f"2026-06-{end}", **more}
