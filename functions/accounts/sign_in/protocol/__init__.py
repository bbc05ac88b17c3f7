"""OpenID Connect: clients, grants, tokens and keys."""
