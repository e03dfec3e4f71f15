"""Has this happened before, which of five things is the return, and what changed near its start."""
