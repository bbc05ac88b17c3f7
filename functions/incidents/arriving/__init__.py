"""Who took an incident says that he is there."""
