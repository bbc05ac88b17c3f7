"""How fast the house is: ours, the textbook's way, and the floor, side by side in one run."""
