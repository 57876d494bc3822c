"""What was found, in words: text of 80 columns, Markdown, the source of diagrams. Computes nothing."""
