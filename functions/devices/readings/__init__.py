"""What devices measured: what they can have measured at all, its history, and who may read it."""
