"""What was delivered against what was contracted, and where is the open period heading.

Pure functions over values: the exact reference that the set-based twin in `lake` is held to.
"""
