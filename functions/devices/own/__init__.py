"""What somebody sees of the devices that are registered about himself, and how he ends them."""
