"""The explicit list of role packages is the only way to one."""

import pytest

from intera.roles import PACKAGES, UnknownRoleError, find_package


def test_a_package_is_found_by_its_slug() -> None:
    assert [find_package(package.slug) for package in PACKAGES] == list(PACKAGES)


def test_an_unknown_slug_says_what_is_shipped() -> None:
    with pytest.raises(UnknownRoleError, match="service_assurance"):
        find_package("noc-lead")
