"""How is a contract written down as data: its words, how they are read, and what makes them unfit to settle.

Frozen dataclasses are the one statement of the language: the reader and the published JSON Schema follow them.
"""
