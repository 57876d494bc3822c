"""Where outcomes come from, in a sentence, and how to leave some out."""

import shlex

from acumen.pages.columns import wrap
from acumen.results.calibration import Origins

N_SHOWN = 3


def write_origins(told: Origins, command: str, *, is_applied: bool = True, indent: str = "") -> list[str]:
    """40 of 41 outcomes come from my-forecasts.csv (without them: acumen taste --without my-forecasts.csv).

    `command`: what would be asked again without them. Nothing where all was said here and nothing is left out; of what changes
    no figure (`is_applied` false) only what is left out.
    """
    lines = []
    if told.sources and is_applied:
        (name, n), *others = told.sources[:N_SHOWN]
        shown = [f"{n:,} of {told.n:,} outcomes come from {name}", *(f"{n:,} from {name}" for name, n in others)]
        more = f" and {len(told.sources) - N_SHOWN} more sources" if len(told.sources) > N_SHOWN else ""
        lines += wrap(f"{indent}{', '.join(shown)}{more}", f"{indent}  ")
        lines += [f"{indent}(without them: {command} --without {shlex.quote(name)})"]
    if told.left_out:
        lines += wrap(f"{indent if is_applied else ''}Left out: {', '.join(told.left_out)}.", f"{indent}  ")
    return lines
