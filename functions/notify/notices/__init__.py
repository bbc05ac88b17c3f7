"""A notice to one person, sent step by step until it is read."""
