"""Excel as a courier: what is sent, what comes back, what is decided and taken in."""
