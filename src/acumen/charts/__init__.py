"""PICTURES: columns become chart definitions, the same for notebook, page and file.

Takes:      named columns: texts, hours, chances; nothing that knows what a plan is
Gives:      draw_tornado, draw_ends, draw_tree (Altair charts), save (svg, png or html; loads nothing from outside)
May import: errors
"""

from acumen.charts.ends import draw_ends
from acumen.charts.files import save
from acumen.charts.tornado import draw_tornado
from acumen.charts.tree import Box, Line, draw_tree

__all__ = ["Box", "Line", "draw_ends", "draw_tornado", "draw_tree", "save"]
