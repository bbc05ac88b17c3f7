"""What browsers hear at once of what happened, over sockets that a ticket opened."""
