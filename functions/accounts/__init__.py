"""Accounts: who may do what where. Nobody grants themselves a role, and a revoked one is void."""
