"""Where do facts and decisions live: PostgreSQL, embedded or the operator's own, and one write door."""
