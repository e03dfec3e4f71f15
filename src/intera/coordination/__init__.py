"""Who owns an incident, what was promised by when, is it kept, and may it be closed.

Cadence, promise texts and closure criteria are data (`playbooks/default.yaml` is the one shipped).
"""
