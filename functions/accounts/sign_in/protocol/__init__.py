"""OpenID Connect: clients, what they are granted, their tokens and keys."""
