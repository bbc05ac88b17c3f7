"""What closed incidents teach: how long each step took, what came again, what a month was like."""
