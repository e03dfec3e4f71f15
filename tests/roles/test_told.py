"""One reading of a notice for everybody who passes it on: same words, same times, nothing past its time."""

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest

from intera.roles.relative import LocalClock
from intera.roles.told import all_told, channel_words, is_many, language_label, moment_of, paragraphs_of, told_of
from roles.speaking import phrases_of, released, spoken_case

CARE = phrases_of("care")


def test_a_verified_incident_reads_as_one_sentence_with_its_time(northmoor: ModuleType, clock: LocalClock) -> None:
    case = spoken_case(northmoor)
    told = told_of(released(case, northmoor.operator(), northmoor, "care"), clock, CARE)
    assert told is not None
    assert told.label == "Verified, you can tell customers"
    assert told.headline == "Mobile data is slow or unavailable for some customers in Coast and Lakes."
    assert told.next_update is not None
    assert (told.next_update.text, told.next_update.relative) == ("15:05 CET", "in 33 min")
    assert told.paragraphs[0].startswith("Since 13:18 today")


def test_a_time_that_has_passed_is_no_promise(northmoor: ModuleType) -> None:
    document = released(northmoor.mobile_case(), northmoor.operator(), northmoor, "care")
    late = LocalClock("Europe/Berlin", northmoor.NOW + timedelta(hours=1))
    told = told_of(document, late, CARE)
    assert told is not None
    assert told.next_update is None


def test_what_nobody_can_notice_is_not_told(northmoor: ModuleType, clock: LocalClock) -> None:
    documents = [released(case, northmoor.operator(), northmoor, "care") for case in northmoor.cases()]
    told = all_told(documents, clock, CARE)
    assert [one.standing for one in told] == sorted(
        (one.standing for one in told), key=("verified", "not_verified", "working_again").index
    )
    silent = {str(document["incident_id"]) for document in documents if document["notice"] is None}
    assert silent
    assert not silent & {one.incident_id for one in told}


def test_what_works_again_is_told_for_a_while_only(northmoor: ModuleType, clock: LocalClock) -> None:
    documents = [released(case, northmoor.operator(), northmoor, "care") for case in northmoor.cases()]
    over = [one for one in all_told(documents, clock, CARE) if one.standing == "working_again"]
    assert [one.headline for one in over] == ["Voice / IMS in Capital works as usual again."]
    tomorrow = LocalClock("Europe/Berlin", northmoor.NOW + timedelta(days=1))
    assert not [one for one in all_told(documents, tomorrow, CARE) if one.standing == "working_again"]


def test_unverified_words_are_never_in_a_notice(northmoor: ModuleType, clock: LocalClock) -> None:
    case = spoken_case(northmoor)
    only_draft = replace(case, narratives=case.narratives[:1])
    told = told_of(released(only_draft, northmoor.operator(), northmoor, "care"), clock, CARE)
    assert told is not None
    assert (told.words, told.standing) == ((), "not_verified")
    assert "may be" in told.headline


@pytest.mark.parametrize(
    ("service", "many"),
    [
        ("Voice calls", True),
        ("Connections between business sites", True),
        ("Mobile data", False),
        ("Voice / IMS", False),
        ("Internet access", False),
        ("", False),
    ],
)
def test_a_service_of_many_takes_are(service: str, *, many: bool) -> None:
    assert is_many(service) is many


def test_channels_keep_one_order_and_unknown_ones_are_left_out() -> None:
    texts = [
        {"channel": "sms", "subject": "", "body": "Short."},
        {"channel": "pigeon", "subject": "", "body": "Coo."},
        {"channel": "mail", "subject": "Mobile data", "body": "One.\n\nTwo."},
    ]
    found = channel_words(texts)
    assert [one.channel for one in found] == ["mail", "sms"]
    assert found[0].paragraphs == ("One.", "Two.")
    assert found[1].length == "6 of 160"


def test_small_parts() -> None:
    assert paragraphs_of(" a \n\n\n\n b ") == ("a", "b")
    assert (language_label("de"), language_label("xx")) == ("Deutsch", "XX")
    assert moment_of(None, None) is None  # type: ignore[arg-type]
