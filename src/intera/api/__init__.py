"""What can a machine ask and hand in: the same released documents and commands as the pages, as JSON."""
