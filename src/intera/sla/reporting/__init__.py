"""Has an outage to be reported to an authority, and by when: rule packs as data, from the facts settlement uses."""
