"""Ways to ask: screen, web application, command line."""
