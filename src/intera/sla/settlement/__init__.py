"""What does a contract come to on given facts: figures, verdicts, money and rights, each step explained.

The reference engine: pure, exact, one small function per step. Source: ADR-0022.
"""
