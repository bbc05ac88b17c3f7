"""Third-party apps, and people's consent to them."""
