"""Which severity does an incident have, by which clause, and what would change it.

The policy is data (`policies/default.yaml` is the one shipped); a rule is a plugin in `rules/`.
"""
