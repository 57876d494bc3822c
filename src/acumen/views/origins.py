"""Where outcomes come from, in a sentence, and how to leave some out."""

import shlex
from collections.abc import Iterator

from acumen.pages import Block, Hint, Text
from acumen.results.calibration import Origins

N_SHOWN = 3


def write_origins(told: Origins, command: str, *, is_applied: bool = True, indent: int = 0) -> Iterator[Block]:
    """40 of 41 outcomes come from my-forecasts.csv (without them: acumen score --without my-forecasts.csv).

    `command`: what would be asked again without them. Nothing where all was said here and nothing is left out; of what changes
    no figure (`is_applied` false) only what is left out.
    """
    if told.n_by_source and is_applied:
        (name, n), *others = told.n_by_source[:N_SHOWN]
        shown = [f"{n:,} of {told.n:,} outcomes come from {name}", *(f"{n:,} from {name}" for name, n in others)]
        more = f" and {len(told.n_by_source) - N_SHOWN} more sources" if len(told.n_by_source) > N_SHOWN else ""
        yield Text(f"{', '.join(shown)}{more}", indent, indent + 2)
        without = f"{command} --without {shlex.quote(name)}"
        yield Hint("(without them", without, ")", indent=indent, hang=indent + 2)
    if told.left_out:
        yield Text(f"Left out: {', '.join(told.left_out)}.", indent if is_applied else 0, indent + 2)
