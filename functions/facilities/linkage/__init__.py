"""What is done at once because of a hazard."""
