"""FACE: the command `acumen`, made from the catalogue. Parse, call one verb, show its view.

Takes:      arguments, a plan file or standard input
Gives:      the answer on standard output, talk on standard error, an exit code
May import: borders, catalog, desk, errors, pages, readings, records, results, version, views
"""

try:
    from acumen.cli.main import main
except KeyboardInterrupt:  # Ctrl-C while a command is still being loaded ends it as it does later
    raise SystemExit(130) from None

__all__ = ["main"]
