"""`python -m acumen` is `acumen`."""

import sys

from acumen.cli import main

if __name__ == "__main__":
    sys.exit(main())
