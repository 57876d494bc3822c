"""BORDERS: what comes in and goes out, each in one place.

Takes:      bytes for a file; text on its way to a screen, a chart, a page
Gives:      files.write_file: beside, flushed, renamed, never over what has to stay
May import: errors
"""
