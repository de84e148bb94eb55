"""`python -m coordinator_app`: the same as the command `coordinator`."""

import sys

from coordinator_app.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
