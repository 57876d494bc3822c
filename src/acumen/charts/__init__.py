"""PICTURES: columns become chart definitions, the same for notebook, page and file.

Takes:      named columns: texts, hours, chances; nothing that knows what a plan is
Gives:      draw_ends, draw_finish, draw_frontier, draw_net, draw_parts, draw_tornado, draw_tree (plans); draw_reliability,
            draw_skill, draw_score_over_time, draw_hours (records); draw_intervals, draw_update (ratings): each a Chart,
            shown in a notebook, saved as a file
May import: borders, errors
"""

from acumen.charts.chart import Chart, check_path
from acumen.charts.ends import draw_ends, draw_net
from acumen.charts.finish import draw_finish
from acumen.charts.frontier import draw_frontier
from acumen.charts.hours import draw_hours
from acumen.charts.look import room_for, stack
from acumen.charts.parts import draw_parts
from acumen.charts.placing import Box, Way
from acumen.charts.ratings import draw_intervals, draw_update
from acumen.charts.reliability import draw_reliability
from acumen.charts.score_over_time import draw_score_over_time
from acumen.charts.skill import draw_skill
from acumen.charts.tornado import draw_tornado
from acumen.charts.tree import draw_tree

__all__ = [
    "Box",
    "Chart",
    "Way",
    "check_path",
    "draw_ends",
    "draw_finish",
    "draw_frontier",
    "draw_hours",
    "draw_intervals",
    "draw_net",
    "draw_parts",
    "draw_reliability",
    "draw_score_over_time",
    "draw_skill",
    "draw_tornado",
    "draw_tree",
    "draw_update",
    "room_for",
    "stack",
]
