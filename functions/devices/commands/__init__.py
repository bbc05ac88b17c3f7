"""What devices are told to do, by whom, and what came of it; who alone may drive one."""
