"""The Customer Care package: what is safe to say now, until when, in approved words; what to ask, offer and log."""
