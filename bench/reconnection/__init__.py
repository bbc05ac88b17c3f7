"""A fleet that lost its broker, all at once: in virtual time, and in real sessions."""
