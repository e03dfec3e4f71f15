"""Which impacts is a policy for: by service, region, tier, partner, or wholesale at all.

In a policy::

    segment:
      services: [business-vpn]
      tiers: [wholesale]
      wholesale: true
    precedence: 2

Every line given must hold; in a list one of it is enough. A policy without a segment is for every
impact. Where two segments could hold for one impact, the policy of higher precedence goes first.

Source: issue 3, section 5 (several policies by segment); PRODUCT Q5.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from intera.governance.policy_reader import PolicyError, list_at, mapping_at, refuse_unknown
from intera.model.impact import Impact
from intera.model.party import Tier

_KEYS = ("services", "regions", "tiers", "partners", "wholesale")


@dataclass(frozen=True, slots=True)
class Segment:
    """Which impacts a policy is for; an empty line asks for nothing, all empty is every impact."""

    service_ids: tuple[str, ...] = ()
    region_ids: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    partner_codes: tuple[str, ...] = ()
    is_wholesale: bool | None = None

    @property
    def is_everything(self) -> bool:
        """Whether it holds for every impact."""
        return self == _EVERYTHING

    def holds(self, impact: Impact) -> bool:
        """Whether an impact lies in this segment."""
        if self.service_ids and impact.service_id not in self.service_ids:
            return False
        if self.partner_codes and impact.partner_code not in self.partner_codes:
            return False
        if self.region_ids and not any(region_id in self.region_ids for region_id in impact.region_ids):
            return False
        if self.tiers and not any(account.tier in self.tiers for account in impact.accounts):
            return False
        return self.is_wholesale is None or impact.is_wholesale is self.is_wholesale

    def can_meet(self, other: "Segment") -> bool:
        """Whether one impact could lie in both: an impact has one service and at most one partner.

        An impact may have several regions and several tiers, so those never keep two apart.
        """
        if self.service_ids and other.service_ids and not set(self.service_ids) & set(other.service_ids):
            return False
        if self.partner_codes and other.partner_codes and not set(self.partner_codes) & set(other.partner_codes):
            return False
        return (_needs_wholesale(self), _needs_wholesale(other)) not in ((True, False), (False, True))


def _needs_wholesale(segment: Segment) -> bool | None:
    """Whether only wholesale (True) or only other (False) impacts lie in it; None when both can."""
    if segment.partner_codes or segment.tiers == (Tier.WHOLESALE,):
        return True
    return segment.is_wholesale


_EVERYTHING = Segment()


def _names(raw: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = tuple(str(each) for each in list_at(raw.get(name), f"segment.{name}"))
    if name in raw and not found:
        raise PolicyError(f"segment.{name}", "is empty; list what the policy is for, or delete the line")
    return found


def parse_segment(raw: object) -> Segment:
    """The segment of a policy; every impact when none is given.

    Args:
        raw: the mapping below `segment`.

    Returns:
        The segment.

    Raises:
        PolicyError: names the key and what to write there.
    """
    if raw is None:
        return _EVERYTHING
    entry = mapping_at(raw, "segment")
    refuse_unknown(entry, _KEYS, "segment")
    if not entry:
        raise PolicyError("segment", "is empty; say what the policy is for, or delete it")
    tiers: list[Tier] = []
    for name in _names(entry, "tiers"):
        if name not in tuple(Tier):
            raise PolicyError("segment.tiers", f"{name!r} is no tier; use one of {', '.join(Tier)}")
        tiers.append(Tier(name))
    wholesale = entry.get("wholesale")
    if wholesale is not None and not isinstance(wholesale, bool):
        raise PolicyError("segment.wholesale", "must be true or false")
    return Segment(
        _names(entry, "services"), _names(entry, "regions"), tuple(tiers), _names(entry, "partners"), wholesale
    )
