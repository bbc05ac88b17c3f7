"""What each kind of step does, in a file for each thing it touches."""
