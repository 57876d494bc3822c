"""FACE: the command `acumen`, made from the catalogue. Parse, call one verb, show its view.

Takes:      arguments, a plan file or standard input
Gives:      the answer on standard output, talk on standard error, an exit code
May import: borders, catalog, desk, errors, readings, records, results, version, views
"""

from acumen.cli.main import main

__all__ = ["main"]
