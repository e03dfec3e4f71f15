"""What was known at an instant: facts that had come in, corrections applied, the future left out.

Nothing is overwritten, so the same instant always gives the same facts.

Source: issue 6 (history and restatement); cases gt-je-1, gt-je-3, gt-mo-7.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from intera.sla.language.facts import ContractFacts, Instant, OutageFacts, RecordFacts

_PLANS = ("promised", "slot_start")


class Fact(Protocol):
    """A fact that may correct or take back an earlier one."""

    @property
    def id(self) -> str:
        """Its name."""
        ...

    @property
    def known_at(self) -> Instant | None:
        """Since when it is known; None is always."""
        ...

    @property
    def replaces(self) -> str:
        """Which fact it corrects."""
        ...

    @property
    def withdrawn(self) -> bool:
        """Whether it only takes that fact back."""
        ...


_F = TypeVar("_F", bound=Fact)


def known_facts(facts: ContractFacts, as_of: int | None) -> ContractFacts:
    """The facts as they were known at an instant.

    Args:
        facts: everything on record.
        as_of: the instant in UTC seconds; None for all that is known now.

    Returns:
        The facts that held then. An outage that ended later was still open; one that began later was not there.
    """
    outages = tuple(_as_open(each, as_of) for each in _standing(facts.outages, as_of) if _has_begun(each, as_of))
    return replace(
        facts,
        outages=outages,
        exclusions=_standing(facts.exclusions, as_of),
        unknown=_standing(facts.unknown, as_of),
        stops=_standing(facts.stops, as_of),
        changes=_standing(facts.changes, as_of),
        measurements=tuple(
            each for each in _standing(facts.measurements, as_of) if as_of is None or each.at is None or each.at < as_of
        ),
        orders=_so_far(_standing(facts.orders, as_of), as_of),
        tickets=_so_far(_standing(facts.tickets, as_of), as_of),
        appointments=_so_far(_standing(facts.appointments, as_of), as_of),
        contacts=_so_far(_standing(facts.contacts, as_of), as_of),
        claims=tuple(each for each in _standing(facts.claims, as_of) if as_of is None or each.at.second <= as_of),
    )


def _standing(facts: Sequence[_F], as_of: int | None) -> tuple[_F, ...]:
    known = [each for each in facts if as_of is None or each.known_at is None or each.known_at <= as_of]
    gone = {each.replaces for each in known if each.replaces}
    return tuple(each for each in known if not each.withdrawn and not (each.id and each.id in gone))


def _so_far(records: Sequence[RecordFacts], as_of: int | None) -> tuple[RecordFacts, ...]:
    """Records without what had not happened yet; what was promised or planned for later was known."""
    if as_of is None:
        return tuple(records)
    return tuple(
        replace(
            each,
            **{name: None for name, moment in each.moments().items() if name not in _PLANS and moment.second > as_of},
        )
        for each in records
    )


def _has_begun(outage: OutageFacts, as_of: int | None) -> bool:
    return as_of is None or outage.from_ < as_of


def _as_open(outage: OutageFacts, as_of: int | None) -> OutageFacts:
    if as_of is None or outage.to is None or outage.to <= as_of:
        return outage
    return replace(outage, to=None)
