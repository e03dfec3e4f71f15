"""What does each role see, and in which words.

Reception of the house: the only room that turns cases into what may leave it (`release`), and
the only one that builds role views. A role is a package of this room; adding one is a folder
and a line here.
"""

from intera.roles.care.package import PACKAGE as CARE
from intera.roles.package import RolePackage, UnknownRoleError
from intera.roles.sales.package import PACKAGE as SALES
from intera.roles.service_assurance.package import PACKAGE as SERVICE_ASSURANCE

PACKAGES: tuple[RolePackage, ...] = (SERVICE_ASSURANCE, CARE, SALES)
_BY_SLUG = {package.slug: package for package in PACKAGES}


def find_package(slug: str) -> RolePackage:
    """The role package of a slug.

    Args:
        slug: one of PRODUCT section 6.

    Returns:
        The package.

    Raises:
        UnknownRoleError: the product does not ship it.
    """
    try:
        return _BY_SLUG[slug]
    except KeyError:
        raise UnknownRoleError(slug, tuple(_BY_SLUG)) from None
