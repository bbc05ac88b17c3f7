"""What an hour, a day or a night of a station came to, by the standards."""
