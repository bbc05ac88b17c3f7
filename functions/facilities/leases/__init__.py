"""Who alone orders a lift or a valve about by hand, one party at a time."""
