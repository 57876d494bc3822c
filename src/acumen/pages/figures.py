"""Cells for figures: each with its value for a program and what people read."""

from acumen.pages.blocks import NONE, Cell, Column
from acumen.pages.number_format import say_hours, say_number, say_prob


def chance(prob: float | None, said: str | None = None) -> Cell:
    """A chance from 0 to 1, in percent unless said otherwise."""
    return Cell(prob, said if said is not None else NONE if prob is None else say_prob(prob), "chance")


def hours(figure: float | None, said: str | None = None) -> Cell:
    """Hours with their unit unless said otherwise."""
    return Cell(figure, said if said is not None else NONE if figure is None else say_hours(figure), "hours")


def number(figure: float | None, said: str | None = None) -> Cell:
    """Any other figure."""
    return Cell(figure, said if said is not None else NONE if figure is None else say_number(figure), "number")


def columns(
    heads: str, *figures: tuple[str, int] | tuple[str, int, str], width: int, name: str = ""
) -> tuple[Column, ...]:
    """A column of names `width` wide, indent included, and one of figures for each head, width and name (for programs)."""
    return (
        Column(head=heads, width=width - 2, name=name),
        *(
            Column(head=head, width=n, is_right=True, name=name)
            for head, n, name in ((*one, "")[:3] for one in figures)
        ),
    )
