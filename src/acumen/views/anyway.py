"""What would come of going on where the advice is to stop, what sinks the plan, and what would turn it, in words."""

from collections.abc import Iterator

from acumen.pages import Block, Cell, Column, Gap, Row, Span, Table, Text
from acumen.pages.columns import clip
from acumen.pages.figures import chance, columns, hours
from acumen.pages.number_format import say_hours, say_least, say_number, say_prob
from acumen.results.anyway import Anyway, SingleChange
from acumen.results.plans import Figure

N_ID_COLUMNS = 26
N_TURNS = 5  # of figures of steps
N_DROPS, N_TOLD = 3, 2
CHANGES = (
    Column(head="Any one of these alone would turn it", width=38, name="change"),
    Column(head="now", width=18, is_right=True, name="now"),
    Column(head="has to be", width=20, is_right=True, name="to"),
)


def write_anyway(anyway: Anyway, worth: float) -> Iterator[Block]:
    """The policy, the culprits, the changes, and what one would have to believe."""
    yield from say_anyway(anyway, worth)
    if anyway.sinks:
        yield from (Gap(), _sinks(anyway))
    if anyway.turns is not None:
        yield Gap()
        yield from _turns(anyway)
        yield Gap()
        yield from _beliefs(anyway, worth)
    yield from (Text(note) for note in anyway.notes)


def say_anyway(anyway: Anyway, worth: float) -> Iterator[Block]:
    """What going on would come to."""
    first = Span(anyway.next, "id")
    patience = "" if anyway.patience_hours is None else f", for up to {say_hours(anyway.patience_hours)}"
    yield Text(("If you went on all the same, you would start with ", first, f"{patience}."), hang=0)
    comes = (
        f"It reaches the goal in {say_prob(anyway.chance)} of all cases and takes {say_hours(anyway.hours)} on average:"
    )
    yield Text(f"{comes} at a worth of {say_hours(worth)} a loss of {say_hours(-anyway.value)}.", hang=0)


def _sinks(anyway: Anyway) -> Table:
    """The steps that weigh most."""
    heads = (("works", 10, "chance"), ("hours", 10, "hours"), ("worth needed, if done", 24, "break_even_worth"))
    rows: list[Row] = []
    for sink in anyway.sinks or ():
        least = sink.break_even_worth
        said = "not computed" if least is None else "nothing would be left" if least == 0.0 else say_least(least)
        rows.append((Span(sink.id, "id"), chance(sink.chance), hours(sink.hours), hours(least, said)))
    return Table(columns("What sinks it", *heads, width=N_ID_COLUMNS, name="step"), tuple(rows))


def _turns(anyway: Anyway) -> Iterator[Block]:
    """The changes, those of figures before what to leave out or to find out."""
    turns = anyway.turns or ()
    figures = [turn for turn in turns if turn.kind in ("chance", "hours")]
    worth = [turn for turn in turns if turn.kind == "worth"]
    drops = [turn for turn in turns if turn.kind == "drop"][:N_DROPS]
    told = [turn for turn in turns if turn.kind == "told"][:N_TOLD]
    rows = [_row(turn) for turn in (*worth, *figures[:N_TURNS], *drops, *told)]
    yield Table(CHANGES, tuple(rows), max(0, len(figures) - N_TURNS))
    if not (figures or drops or told) and not anyway.notes:
        yield Text("No other change of one step alone would: the plan has to change in several places.", indent=2)


def _row(turn: SingleChange) -> Row:
    if turn.kind == "drop":
        return clip(turn.id, 36), Cell(None, "part of the plan"), Cell(None, "left out")
    if turn.kind == "told":
        to = turn.enough if isinstance(turn.enough, float) else 0.0
        now = turn.current if isinstance(turn.current, float) else None
        return (
            f"known first: how {clip(turn.id, 18)} ends",
            hours(now, "" if now is None else None),
            hours(to, f"within {say_hours(to)}"),
        )
    name = "worth" if turn.kind == "worth" else f"{turn.kind} of {clip(turn.id, 26)}"
    return name, _figure(turn.kind, turn.current), _figure(turn.kind, turn.enough)


def _figure(kind: str, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell(None, "")
    if isinstance(figure, tuple):
        said = f"{say_number(figure[0])} to {say_number(figure[1])} h"
        return Cell(said, said)
    return chance(figure) if kind == "chance" else hours(figure)


def _beliefs(anyway: Anyway, worth: float) -> Iterator[Block]:
    """What would have to be true of the plan as a whole."""
    lead = f"To start at a worth of {say_hours(worth)} you would have to believe one of these:"
    yield Text(lead, hang=0)
    yield from (Text(f"- {said}", indent=2, hang=4) for said in _say_beliefs(anyway))


def _say_beliefs(anyway: Anyway) -> Iterator[str]:
    if anyway.needed_chance is not None:
        needed, found = say_prob(anyway.needed_chance), say_prob(anyway.chance)
        yield f"the goal is reached in {needed} of all cases, not in {found}"
    yield f"all of it takes {say_prob(anyway.hours_factor)} of the hours you said"
    sink = next((sink for sink in anyway.sinks or () if sink.needed_chance is not None), None)
    if sink is not None and sink.needed_chance is not None:
        like = f"{clip(sink.id, 30)} in {say_prob(sink.needed_chance)} of all cases, not in {say_prob(sink.chance)}"
        yield f"every step is likelier to work; {like}, and the others likewise"
