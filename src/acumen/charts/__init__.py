"""PICTURES: columns become chart definitions, the same for notebook, page and file.

Takes:      named columns: texts, hours, chances; nothing that knows what a plan is
Gives:      draw_tornado, draw_ends, draw_tree: a Chart (shown in a notebook, saved as svg, png, html; loads nothing)
May import: errors
"""

from acumen.charts.chart import Chart, check_path
from acumen.charts.ends import draw_ends
from acumen.charts.tornado import draw_tornado
from acumen.charts.tree import Box, Line, draw_tree

__all__ = ["Box", "Chart", "Line", "check_path", "draw_ends", "draw_tornado", "draw_tree"]
