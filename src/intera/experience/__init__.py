"""How did things like this turn out: what was stated before, what came true, and how well we said so."""
