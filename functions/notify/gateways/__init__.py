"""Gateways: the protocol, and the choice among providers."""
