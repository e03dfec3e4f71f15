"""What can be done with the house: one use case per file, each loading values, calling rules, recording once."""
