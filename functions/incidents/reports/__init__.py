"""Who must be told of an incident by when, and who was."""
