"""Where do measurements live, and which engine computes on them.

Probe windows are far too many for rows of the operational store: they live in open Iceberg tables that
the operator's own platform reads too. Each metric is one SQL text, the set-based twin of the exact
reference in `sla/metrics`.
"""
