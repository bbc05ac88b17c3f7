"""What a person sees of all that he was told, and how he wants to be told."""
