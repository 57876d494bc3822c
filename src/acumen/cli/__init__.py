"""FACE: the command `acumen`. Parse, call one function of the desk, show.

Takes:      arguments, a plan file or standard input
Gives:      the answer on standard output, talk on standard error, an exit code
May import: borders, desk, errors, planfile, readings, records, results, version, views
"""

from acumen.cli.main import main

__all__ = ["main"]
