"""What we talk about: frozen values, the standard library only."""
