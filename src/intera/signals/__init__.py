"""Which reports are about the same thing: normalised, de-duplicated, correlated."""
