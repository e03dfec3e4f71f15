"""Puts the inventory in force at the operator's hand: read from the database, made into an index, once per version."""

from dataclasses import replace
from itertools import chain

from sqlalchemy import Connection

from intera.impact.service_model import ServiceModel, build_service_model
from intera.model.operator import Operator
from intera.store.inventory import load_accounts, load_product_instances
from intera.store.reference import Reference, load_reference

# Where a version of the reference data says that an inventory belongs to it.
INVENTORY = "inventory"


def load_stocked_reference(connection: Connection) -> Reference | None:
    """The reference data in force with its inventory at hand; None before the first load.

    Args:
        connection: the worker's connection.

    Returns:
        As `load_reference`; without an inventory just that. A million rows take seconds, so whoever
        judges asks once per version.
    """
    reference = load_reference(connection)
    if reference is None or INVENTORY not in reference.rule_data:
        return reference
    operator = reference.operator
    return replace(reference, operator=operator.stocked(_index(connection, operator)))


def _index(connection: Connection, operator: Operator) -> ServiceModel:
    """What the document lists and what the inventory holds, as one index."""
    return build_service_model(
        chain(operator.accounts, load_accounts(connection)),
        chain(operator.product_instances, load_product_instances(connection)),
    )
