"""How does each system's record become ours: the explicit list of connectors, one line each."""

from collections.abc import Mapping

from intera.connectors.cloudevents import CloudEventsConnector
from intera.connectors.mapping import MappingConnector
from intera.connectors.port import Connector
from intera.connectors.servicenow_csv import ServiceNowCsvConnector

_ALL: tuple[Connector, ...] = (
    CloudEventsConnector(),
    MappingConnector(),
    ServiceNowCsvConnector(),
)

CONNECTORS: Mapping[str, Connector] = {connector.slug: connector for connector in _ALL}
