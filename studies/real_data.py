"""Where the real data lies: $ACUMEN_DATA, or ../shared/data from the root of the project."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEFAULT = "../shared/data"


def find(name: str) -> Path:
    """The folder of that name; ends the program with what is missing where it isn't there."""
    path = (ROOT / os.environ.get("ACUMEN_DATA", DEFAULT) / name).resolve()
    if not path.exists():
        sys.exit(f"{name} is not there; looked for {path} ($ACUMEN_DATA, default {DEFAULT})")
    return path
