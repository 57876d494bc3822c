"""The mode of a plan in a line, and in one more each what is periphery and what is put off."""

from collections.abc import Iterator

from acumen.pages import Block, Text
from acumen.pages.columns import clip, cut
from acumen.pages.number_format import say_hours, say_number, say_prob
from acumen.results.modes import Mode

N_NAMED, N_ID_COLUMNS = 4, 24
EVEN = 0.5


def write_mode(mode: Mode) -> Iterator[Block]:
    """What the work is about now."""
    n, held = len(mode.holders), min(1.0, sum(holder.share for holder in mode.holders))
    steps = "1 step holds" if n == 1 else f"{n} steps hold"
    named = _named(tuple(holder.id for holder in mode.holders))
    left = f"{say_number(mode.hours_left)} of {say_hours(mode.hours_in_all)}"
    if mode.name == "de-risking":
        said = f"De-risking: {steps} {say_prob(held)} of the doubt: {named}."
    elif mode.doubt <= EVEN:
        doubt = f"; a doubt of {say_prob(mode.doubt)} is left" if mode.doubt > 0.0 else ""
        said = f"Executing: what is left is hours: {left}{doubt}."
    else:
        shows = sum(holder.share * holder.shows_after_hours for holder in mode.holders) / held
        said = (
            f"Executing: failure is not likely to show soon, though likely in all ({say_prob(mode.doubt)}). "
            f"{steps} {say_prob(held)} of that doubt: {named}; it shows after {say_hours(shows)} on average. "
            f"Hours left: {left}."
        )
    yield Text(said, indent=2, hang=4)
    if mode.periphery:
        yield Text(f"Periphery, as success there moves little: {_named(mode.periphery)}.", indent=2, hang=4)
    if mode.put_off:
        it = "it" if len(mode.put_off) == 1 else "they"
        yield Text(f"Put off, as {it} can't fail: {_named(mode.put_off)}.", indent=2, hang=4)


def _named(ids: tuple[str, ...]) -> str:
    shown, n_more = cut(ids, N_NAMED)
    return ", ".join(clip(id_, N_ID_COLUMNS) for id_ in shown) + (f" and {n_more} more" if n_more else "")
