"""Web: serves the screens to browsers, and hints over sockets that something has changed."""
