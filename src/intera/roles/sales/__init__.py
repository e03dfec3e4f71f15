"""The Sales package: how accounts are affected, and what may be promised them."""
