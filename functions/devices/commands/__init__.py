"""Commands to devices and their outcome, and leases of exclusive control."""
