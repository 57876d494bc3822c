"""The value of information in words."""

from collections.abc import Iterator

from acumen.pages import Block, Cell, Gap, Headline, Row, Span, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.columns import N_COLUMNS, clip
from acumen.pages.figures import columns, hours, number
from acumen.pages.number_format import say_hours, say_least, say_number
from acumen.results.anyway import Anyway
from acumen.results.plans import Information, InformationWorth, ProbeValue
from acumen.views.due_days import write_passed, write_uncounted

N_ID_COLUMNS = 24
N_LISTED = 12
_FIGURES = (("worth", 16), ("hours", 9), ("worth /h", 10), ("bits", 10), ("about goal", 12))


def write_probes(found: Information) -> Iterator[Block]:
    """The whole text."""
    yield from write_passed(found.passed)
    yield from write_uncounted(found.uncounted)
    yield from _headline(found)
    probes = [told for told in found.results if told.kind == "probe"]
    steps = [told for told in found.results if told.kind == "step"]
    yield from (Gap(), _table("Being told now …", probes))
    if probes:
        yield Text("Worth: against the plan without it. The advice says when it is best run.", indent=2)
    yield from (Gap(), _table("… of a step" if probes else "Being told now …", steps))
    yield from (Gap(), _perfect(found))
    yield from notes(found.notes)


def _headline(found: Information) -> Iterator[Block]:
    yield Headline(f"What information is worth in {found.plan}", is_cut=True)
    if found.anyway is not None:
        yield from _stop(found, found.anyway)
        return
    exact = "exact" if found.status == "exact" else f"at most {say_hours(found.upper)}, proven"
    worth = Span(say_hours(found.value), "hours")
    yield Text(("As it stands the plan is worth ", worth, f" more than stopping ({exact});"), indent=2)
    yield Text(("next: ", Span(clip(found.next, N_COLUMNS - 10), "id"), "."), indent=2)


def _stop(found: Information, anyway: Anyway) -> Iterator[Block]:
    """What is priced where the advice is to stop."""
    yield Text(f"The advice is to stop: at a worth of {say_hours(found.worth)} no way to start pays.", indent=2)
    if found.priced_worth_hours is None:
        yield Text("Being told what has a price below would turn that, if it takes fewer hours.", indent=2)
        return
    yield Text("Being told the result of any one step or probe would not turn that.", indent=2)
    least = f"of {say_least(anyway.worth_from)}, from which on a start pays"
    yield Text(f"The prices below are those at a worth {least} (`why` says what else would turn it).", indent=2)


def _table(head: str, shown: list[ProbeValue]) -> Table:
    rows = [
        (
            Span(told.id, "id"),
            _worth(told.evsi),
            number(told.hours),
            number(told.evsi_per_hour),
            number(told.bits),
            number(told.goal_bits),
        )
        for told in shown[:N_LISTED]
    ]
    n_more = max(0, len(shown) - N_LISTED)
    return Table(columns(head, *_FIGURES, width=N_ID_COLUMNS, name="id"), tuple(rows), n_more, "worth less")


def _perfect(found: Information) -> Table:
    """What certainty would be worth."""
    rows: list[Row] = [
        (
            Span(perfect.hypothesis_ids[0], "id"),
            _worth(perfect.evppi),
            number(perfect.entropy_bits, f"{say_number(perfect.entropy_bits)} bits"),
        )
        for perfect in sorted(found.perfect, key=lambda entry: -entry.evppi.upper)
    ]
    if found.evpi is not None and len(found.perfect) > 1:
        rows.append(("all of them", _worth(found.evpi), Cell(None, "")))
    heads = (("worth", 16), ("uncertain", 19))
    return Table(columns("Certainty about …", *heads, width=N_ID_COLUMNS, name="hypothesis"), tuple(rows))


def _worth(worth: InformationWorth) -> Cell:
    if worth.lower == worth.upper:
        return hours(worth.lower)
    return hours(worth.lower, f"{say_number(worth.lower)} to {say_hours(worth.upper)}")
