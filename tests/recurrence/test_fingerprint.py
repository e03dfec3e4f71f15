"""What two occurrences share, under an id that never changes."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from intera.model.ids import RegionId, ServiceId
from intera.model.impact import Impact
from intera.model.recurrence import Fingerprint
from intera.model.signal import Scope
from intera.recurrence.fingerprint import fingerprint_id, fingerprint_of, is_same_cause

Build = Callable[..., Impact]
SCOPE = Scope(ServiceId("mobile-data"), (RegionId("coast"),), None, "slow")


def test_the_parts_can_be_read(impact_of: Build) -> None:
    found = fingerprint_of(impact_of(), SCOPE)
    assert found == Fingerprint("mobile-data", "coast+lakes", "", "slow")
    assert found.parts == ("mobile-data", "coast+lakes", "slow")


def test_it_does_not_change_while_service_comes_back_region_by_region(impact_of: Build) -> None:
    hurt = fingerprint_of(impact_of(), SCOPE)
    assert fingerprint_of(impact_of(regions=("coast",), cleared=("lakes",)), SCOPE) == hurt


def test_behind_a_partner_the_partner_is_the_place(impact_of: Build) -> None:
    found = fingerprint_of(impact_of(partner="P-17"), SCOPE)
    assert (found.place, found.partner_code) == ("", "P-17")


def test_the_id_is_the_same_on_every_machine_and_in_every_release() -> None:
    assert fingerprint_id(Fingerprint("mobile-data", "coast+lakes", "", "slow")) == "FP-696648860"


def test_a_known_cause_is_shown_and_does_not_move_the_incident_to_another_pattern(impact_of: Build) -> None:
    before, after = fingerprint_of(impact_of(), SCOPE), fingerprint_of(impact_of(), SCOPE, "power")
    assert after.parts == ("mobile-data", "coast+lakes", "slow", "power")
    assert fingerprint_id(after) == fingerprint_id(before)
    assert fingerprint_of(impact_of(partner="P-17"), SCOPE, "power").cause_class == "power"


def test_only_two_known_and_different_causes_tell_two_patterns_apart() -> None:
    assert [is_same_cause(*pair) for pair in (("", ""), ("power", ""), ("", "power"), ("power", "power"))] == [True] * 4
    assert not is_same_cause("power", "software")


PART = st.text(max_size=5)


@given(st.builds(Fingerprint, PART, PART, PART, PART), st.builds(Fingerprint, PART, PART, PART, PART))
def test_equal_fingerprints_share_an_id_and_the_form_is_fixed(one: Fingerprint, other: Fingerprint) -> None:
    assert (fingerprint_id(one) == fingerprint_id(other)) or one != other
    assert len(fingerprint_id(one)) == len("FP-") + 9


def test_a_part_moved_to_another_place_is_another_fingerprint() -> None:
    assert fingerprint_id(Fingerprint("a", "b", "", "")) != fingerprint_id(Fingerprint("a", "", "b", ""))
