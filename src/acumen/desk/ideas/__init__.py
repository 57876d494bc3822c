"""Ideas: listed, rated blind, compared between raters, and set against what they turned out to be."""
