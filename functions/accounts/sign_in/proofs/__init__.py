"""Methods of authentication."""
