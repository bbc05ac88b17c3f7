"""Credentials of people: sessions, passkeys, cards and invitations."""
