"""The inbox of a person, and preferences."""
