"""Which nouns does the product speak of, and what is always true of them.

Every product of a rule is a frozen dataclass of this room. Nothing here reads a clock,
a file, a network or a database, and this room imports no other room.
"""
