"""The Service Assurance and Quality Manager's role: what matters now, and every decision on it."""
