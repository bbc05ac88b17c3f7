"""Statistics of closed incidents: duration of each step, recurring causes, monthly figures."""
