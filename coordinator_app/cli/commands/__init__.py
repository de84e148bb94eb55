"""One module per verb: `arguments(parser)` declares it, `run(options, console)` does it."""
