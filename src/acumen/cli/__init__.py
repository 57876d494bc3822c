"""FACE: the command `acumen`. Parse, call one function of the desk, show.

Takes:      arguments, a plan file or standard input
Gives:      the answer on standard output, talk on standard error, an exit code
May import: acumen, desk, planfile, borders, errors
"""

from acumen.cli.main import main

__all__ = ["main"]
