"""Ids, addresses, counts and promised times are known by their shape, and ordinary text is not."""

import pytest

from intera.narrative.shapes import SHAPES


def found(text: str) -> list[tuple[str, str]]:
    folded = text.lower()
    return [(shape.rule, match.group()) for shape in SHAPES for match in shape.matches(folded)]


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("See INC0012345 now", "ticket", "inc0012345"),
        ("See CHG-4471 now", "ticket", "chg-4471"),
        ("Case # 123456 is open", "ticket", "case # 123456"),
        ("NETOPS-1234 is open", "ticket", "netops-1234"),
        ("at 192.0.2.2, port", "address", "192.0.2.2"),
        ("at 10.0.0.0/24 now", "address", "10.0.0.0/24"),
        ("at fe80::1 now", "address", "fe80::1"),
        ("at 00:1A:2B:3C:4D:5E now", "address", "00:1a:2b:3c:4d:5e"),
        ("at 001a.2b3c.4d5e now", "address", "001a.2b3c.4d5e"),
        ("on cst-agg-01 now", "device", "cst-agg-01"),
        ("on edge01.bru01 now", "device", "edge01.bru01"),
        ("on rtr1.core.northmoor.net now", "device", "rtr1.core.northmoor.net"),
        ("on portal.northmoor.local now", "device", "portal.northmoor.local"),
        ("on xe-0/0/1.100 now", "device", "xe-0/0/1.100"),
        ("on vlan 210 now", "device", "vlan 210"),
        ("2,300 affected customers", "customer_numbers", "2,300 affected customers"),
        ("12k users", "customer_numbers", "12k users"),
        ("1 in 10 customers", "customer_numbers", "1 in 10 customers"),
        ("20 % of our customers", "customer_numbers", "20 % of our customers"),
        ("will be restored by 16:30", "fixed_time", "will be restored by 16:30"),
        ("should be working again within 2 hours", "fixed_time", "should be working again within 2 hours"),
        ("expected to be fixed before 4 pm", "fixed_time", "expected to be fixed before 4 pm"),
        ("<script>", "markup", "<script>"),
        ("ou&shy;tage", "markup", "&shy;"),
        ("%6f%75tage", "markup", "%6f%75"),
    ],
)
def test_each_shape_is_found(text: str, rule: str, words: str) -> None:
    assert (rule, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "We will give the next update by 15:05 CET.",
        "By 15:05 customers can call again.",
        "On 18 November customers in Coast had slow data.",
        "1. Customers in Coast have slow data.",
        "Open 24/7, from 9.30 to 18.00, since 2026-11-18.",
        "Call 112 or 150; numbers starting 0800 work.",
        "It was restored at 16:25 today.",
        "4G/5G and Wi-Fi 6 work as usual.",
        "Prices rise 5% in 2027.",
        "A & B; C < D.",
    ],
)
def test_ordinary_text_has_none_of_them(text: str) -> None:
    assert found(text) == []


def test_a_clock_time_for_the_end_softens_from_high_confidence_on() -> None:
    shape = next(shape for shape in SHAPES if shape.rule == "fixed_time")
    assert (shape.level_at(74), shape.level_at(75)) == (shape.level, shape.then)
    assert shape.then is not None
