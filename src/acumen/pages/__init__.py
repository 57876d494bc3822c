"""PAGES: text for a screen of 80 columns: cut, filled and folded; figures and commands as people read and type them.

Takes:      words and figures; knows nothing of plans
Gives:      lines that fit a screen; `70 %`, `3.5 h`; commands a shell reads; blocks of code for a notebook
May import: borders
"""
