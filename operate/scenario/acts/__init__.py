"""What each kind of step does, in one file per subject."""
