"""What lets a person in: his sessions, passkeys, cards and invitations."""
