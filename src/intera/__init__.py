"""INTERA Service Assurance: the service truth layer."""
