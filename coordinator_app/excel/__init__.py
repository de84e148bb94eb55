"""Excel files: what goes out and what comes back, as cells and sheets."""
