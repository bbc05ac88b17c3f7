"""A notice to one person: how he is told, step by step, until he has heard."""
