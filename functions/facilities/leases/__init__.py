"""Leases: only one party at a time controls a lift or a valve by hand."""
