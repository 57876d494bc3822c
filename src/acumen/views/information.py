"""The value of information in words for a terminal: lines of at most 80 columns, no colour."""

from collections.abc import Iterator

from acumen.pages.columns import N_COLUMNS, clip, pad, wrap
from acumen.pages.number_format import say_hours, say_number
from acumen.results.plans import Information, InformationWorth, ProbeValue

N_ID_COLUMNS = 24
N_LISTED = 12
_HEADS = ("worth", "hours", "worth /h", "bits", "goal bits")
_WIDTHS = (16, 9, 10, 10, 11)


def write_probes(found: Information) -> list[str]:
    """The whole text."""
    lines = [*_headline(found), ""]
    probes = [told for told in found.told if told.kind == "probe"]
    steps = [told for told in found.told if told.kind == "step"]
    if probes:
        lines += [*_table("Being told now …", probes), ""]
    if steps:
        lines += [*_table("… of a step" if probes else "Being told now …", steps), ""]
    lines += list(_perfect(found))
    for note in found.notes:
        lines += ["", *wrap(f"Note: {note}")]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _headline(found: Information) -> Iterator[str]:
    yield clip(f"What information is worth in {found.plan}", N_COLUMNS)
    exact = "exact" if found.status == "exact" else f"at most {say_hours(found.upper)}, proven"
    yield f"  As it stands the plan is worth {say_hours(found.value)} more than stopping ({exact});"
    yield f"  next: {clip(found.next, N_COLUMNS - 10)}."


def _table(head: str, rows: list[ProbeValue]) -> Iterator[str]:
    yield pad(head, N_ID_COLUMNS) + "".join(
        pad(name, n, is_right=True) for name, n in zip(_HEADS, _WIDTHS, strict=True)
    )
    for told in rows[:N_LISTED]:
        cells = (
            _say(told.evsi),
            say_number(told.hours),
            "-" if told.evsi_per_hour is None else say_number(told.evsi_per_hour),
            "-" if told.bits is None else say_number(told.bits),
            say_number(told.goal_bits),
        )
        figures = "".join(pad(cell, n, is_right=True) for cell, n in zip(cells, _WIDTHS, strict=True))
        yield pad("  " + clip(told.id, N_ID_COLUMNS - 3), N_ID_COLUMNS) + figures
    if len(rows) > N_LISTED:
        yield f"  … and {len(rows) - N_LISTED} worth less (--json has all)"


def _perfect(found: Information) -> Iterator[str]:
    """What certainty would be worth."""
    if not found.perfect:
        return
    yield (
        pad("Certainty about …", N_ID_COLUMNS)
        + pad("worth", _WIDTHS[0], is_right=True)
        + pad("uncertain", _WIDTHS[1] + _WIDTHS[2], is_right=True)
    )
    for perfect in sorted(found.perfect, key=lambda entry: -entry.evppi.upper):
        name = pad("  " + clip(perfect.hypotheses[0], N_ID_COLUMNS - 3), N_ID_COLUMNS)
        bits = pad(f"{say_number(perfect.entropy_bits)} bits", _WIDTHS[1] + _WIDTHS[2], is_right=True)
        yield name + pad(_say(perfect.evppi), _WIDTHS[0], is_right=True) + bits
    if found.evpi is not None and len(found.perfect) > 1:
        yield pad("  all of them", N_ID_COLUMNS) + pad(_say(found.evpi), _WIDTHS[0], is_right=True)


def _say(worth: InformationWorth) -> str:
    if worth.lower == worth.upper:
        return say_hours(worth.lower)
    return f"{say_number(worth.lower)} to {say_hours(worth.upper)}"
