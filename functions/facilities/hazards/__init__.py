"""What sensors and inspectors find wrong with assets."""
