"""An answer in words: what to do next, what it is worth and how well that is known, and what else could be started."""

import math
from collections.abc import Iterator, Sequence

from acumen.pages import Block, Cell, Facts, Gap, Headline, Row, Said, Span, Table, Text
from acumen.pages.blocks import notes
from acumen.pages.columns import N_COLUMNS, clip, cut, width
from acumen.pages.figures import chance, columns, hours, number
from acumen.pages.number_format import is_left, say_hours, say_least, say_number, say_patience, say_prob
from acumen.results.plans import Answer, RankedStep, Remaining, Then
from acumen.views.alarms import write_alarms
from acumen.views.anyway import write_anyway
from acumen.views.bets import say_left, say_moved, say_own
from acumen.views.due_days import say_goal, say_without, write_passed, write_together, write_uncounted

N_ALTERNATIVES = 8
N_BELIEFS = 8
N_ABOUT_COLUMNS = 30
N_ID_COLUMNS = 26
N_LEAST_TITLE = 24  # columns, or it goes to a line of its own
N_FOLLOW_COLUMNS = 22  # before what follows
ALONE = ", if no step's overrun goes with another's"

_FIGURES = (  # heads, widths, and the names that JSON has
    ("worse by", 12, "regret"),
    ("works", 9, "step_chance"),
    ("hours", 9, "hours"),
    ("try for", 10, "patience"),
)


def write_answer(answer: Answer, *, late: Sequence[Block] = ()) -> Iterator[Block]:
    """The whole text; `late`: what is asked about steps that are overdue, in place of saying that they are."""
    yield from write_passed(answer.passed)
    yield from write_uncounted(answer.uncounted)
    if answer.dated is not None and answer.dated.alarms:
        yield from (*write_alarms(answer.dated), Gap())
    yield from late or _over(answer)
    yield from _to_leave(answer)
    yield from _headline(answer)
    yield Gap()
    yield from _certificate(answer)
    yield from _figures(answer)
    yield from _under_way(answer)
    if answer.anyway is not None:
        yield from (Gap(), *write_anyway(answer.anyway, answer.worth or 0.0))
    if answer.beliefs and answer.next != "stop" and answer.goal is None:
        yield from (Gap(), _beliefs(answer))
    if any(_is_start(ranked, answer) for ranked in answer.ranked):
        yield from (Gap(), _table(answer))
    if answer.goal is None:  # they say what the advice leans on
        yield from notes(answer.notes)


def _headline(answer: Answer) -> Iterator[Block]:
    first = next((ranked for ranked in answer.ranked if ranked.id == answer.next), None)
    if answer.goal is not None:
        yield Headline(f"Next: nothing; the goal {say_goal(answer.part_ids, is_made=answer.goal)}")
        return
    if answer.next == "stop":
        yield Headline("Next: stop")
        if answer.made_hours is not None:
            there = f"Take what is there{say_without(answer.part_ids)}: it is worth {say_hours(answer.made_hours)}"
            yield Text(f"{there}, and nothing more pays.", indent=2)
        elif not answer.ranked and answer.under_way:
            yield Text("Nothing else can reach the goal.", indent=2)
        elif answer.dated is not None:
            yield Text(f"Nothing is worth starting that has to fit before {answer.dated.ship}.", indent=2)
            yield Text(
                "`ship --date DAY` says what a later day would bring, `why` how many hours it would take.", indent=2
            )
        elif answer.status == "exact":
            yield Text("Nothing in this plan is worth starting.", indent=2)
        else:
            yield Text("For want of better: whether a start pays is not known.", indent=2)
        return
    yield from _next(answer.next, first.title if first else None)
    going = next((left for left in answer.under_way if left.id == answer.next), None)
    if going is not None:
        yield Text(f"Go on with it; {say_left(going)}{say_own(answer.own_range)}.", indent=2)
    elif first is not None and first.about is not None:
        about = clip(first.about, N_ABOUT_COLUMNS)
        yield Text(f"A probe: it tells about {about}, and does not advance the goal.", indent=2)
    elif answer.patience_hours is not None and is_left(answer.leave_chance):
        tried = f"Try for up to {say_hours(answer.patience_hours)}; leave it then unless it works"
        yield Text(f"{tried}{say_own(answer.own_range)}.", indent=2)
    else:
        yield Text("Carry it through until it has worked or failed.", indent=2)


def _next(id_: str, title: str | None) -> Iterator[Block]:
    """The id in full, as it has to be typed again; its title cut where there is no room."""
    lead = ("Next: ", Span(id_, "id"))
    if title and width(f"Next: {id_}") + N_LEAST_TITLE <= N_COLUMNS:
        yield Headline((*lead, f" ({title})"), is_cut=True)
        return
    yield Headline(lead, hang=6)
    if title:
        yield Text(clip(title, N_COLUMNS - 2), indent=2)


def _certificate(answer: Answer) -> Iterator[Block]:
    """What it is worth, never without how well that is known."""
    if answer.goal is not None:
        yield Text("Nothing is left to decide.")
    elif answer.status == "break-even" and (answer.ranked or not answer.under_way):
        yield from _without_worth(answer)
    elif answer.objective == "hours" and answer.next != "stop":
        yield Text("Expected hours until the goal is known true or false:")
        yield from _between(answer, "", "this advice takes", indent=2)
    elif answer.next == "stop":
        yield from _stop(answer)
    else:
        verb = "going on" if answer.under_way else "starting"
        yield from _between(answer, f"Worth {verb}: ", "this advice brings")


def _between(answer: Answer, lead: str, verb: str, *, indent: int = 0) -> Iterator[Block]:
    made = answer.made_hours or 0.0
    figures = [(figure or 0.0) - made for figure in (answer.value, answer.lower, answer.upper)]
    value, lower, upper = map(say_number, figures)
    more = "" if answer.objective == "hours" else " more than stopping now"
    if answer.made_hours is not None:
        more = f" more than the {say_hours(made)} of what is there{say_without(answer.part_ids)}"
    is_alone = answer.dated is not None and answer.dated.net_mean is not None
    alone = ALONE if is_alone else ""
    if answer.status == "exact":
        yield Text((lead, Span(say_hours(figures[0]), "hours"), f"{more} (exact{alone})."), indent, hang=2)
        return
    if answer.status == "estimated" and answer.dated is not None:
        yield from _estimated(answer, lead, verb, indent)
        return
    between = (lead, "between ", Span(f"{lower} and {upper} h", "hours"), f"{more} (proven{alone});")
    if is_alone:
        yield Text((*between, f" {verb} {value}."), indent, hang=2)
        return
    yield Text(between, indent)
    yield Text(f"{verb} {value}.", indent=2)


def _estimated(answer: Answer, lead: str, verb: str, indent: int) -> Iterator[Block]:
    """A value that runs tell: with twice its standard error, and what nothing exceeds."""
    if answer.dated is None:
        return
    is_alone = answer.dated.net_mean is not None
    alone = ", if hours miss each by itself" if is_alone else ""
    upper, sure = answer.upper or 0.0, "proven" if answer.dated.bound_error == 0.0 else "all but certain"
    value = Span(say_hours(answer.value or 0.0), "hours")
    error = say_number(2.0 * answer.dated.value_error)
    yield Text((lead, "about ", value, f" more than stopping now (± {error}, by runs{alone})."), indent, hang=2)
    yield Text(f"Told by runs: {verb} that much; nothing brings more than {say_hours(upper)} ({sure}).", indent=2)


def _without_worth(answer: Answer) -> Iterator[Block]:
    if answer.break_even_worth is None:
        yield Text("No worth makes this plan pay.")
        return
    worth = Span(say_hours(answer.break_even_worth), "hours")
    is_least = not any("perhaps from less" in note for note in answer.notes)
    said = f" of your time ({'break-even, exact' if is_least else 'at the most'}); this is the advice just above that."
    yield Text(("The plan says no worth. Starting pays where success is worth more than ", worth, said), hang=0)


def _stop(answer: Answer) -> Iterator[Block]:
    if answer.made_hours is not None:
        return
    if not answer.ranked and answer.under_way:
        yield Text("Nothing is left to decide but that.")
        return
    worth = say_hours(answer.worth or 0.0)
    if answer.status == "exact":
        yield Text(f"At a worth of {worth} no way to start pays (exact).")
    else:
        most = Span(say_hours(answer.upper or 0.0), "hours")
        found = f"At a worth of {worth} no way to start was found that pays; none brings more than "
        is_proven = answer.dated is None or answer.dated.bound_error == 0.0
        yield Text((found, most, " (proven)." if is_proven else " (all but certain)."), hang=0)
    if answer.break_even_worth is not None and answer.break_even_next is not None:
        least = say_least(answer.break_even_worth)
        if answer.anyway is not None:  # which says what comes first
            yield Text(f"Starting pays from a worth of {least} on.")
            return
        first = Span(clip(answer.break_even_next, N_COLUMNS - 1), "id")
        yield Text((f"Starting pays from a worth of {least} on; the first step would then be ", first, "."), hang=0)


def _is_probe(answer: Answer) -> bool:
    return any(ranked.about is not None for ranked in answer.ranked if ranked.id == answer.next)


def _figures(answer: Answer) -> Iterator[Block]:
    """Chance, hours, leverage, and what comes after."""
    if answer.next == "stop" or answer.goal is not None:
        return
    takes = [] if answer.objective == "hours" else [("expected hours", hours(answer.hours))]
    goal = Cell(None, "not known") if math.isnan(answer.chance) else chance(answer.chance)
    rows: list[list[tuple[str, Said]]] = [[("chance of the goal" if answer.dated is None else "on time", goal), *takes]]
    if answer.dated is not None:
        due = Cell(str(answer.dated.ship), str(answer.dated.ship), "day")
        rows.append([("due", due), ("hours until then", hours(answer.dated.hours_until))])
    if answer.leverage is not None:
        best = [] if answer.best_leverage is None else [("at best", hours(answer.best_leverage))]
        rows.append([("worth per hour", hours(answer.leverage)), *best])
    if answer.objective == "net" and answer.worth is not None:
        least = [] if answer.break_even_worth is None else [("breaks even at", hours(answer.break_even_worth))]
        rows.append([("worth", hours(answer.worth)), *least])
    won, lost = ("if positive", "if negative") if _is_probe(answer) else ("if it works", "if not")
    after: list[list[tuple[str, Said]]] = [[(won, _follow(answer.if_it_works))], [(lost, _follow(answer.if_not))]]
    yield Facts(tuple(tuple(row) for row in (*rows, *after)))
    if answer.dated is not None:
        yield from write_together(answer.dated)
    yield from _parts(answer)


def _parts(answer: Answer) -> Iterator[Block]:
    """How often what may be missing is missing."""
    if answer.whole_prob is None or not answer.parts:
        return
    gone = [(part, part.missing_prob) for part in answer.parts if part.missing_prob > 0.0]
    said = ", ".join(f"{clip(part.part, N_ID_COLUMNS)} in {say_prob(prob)}" for part, prob in gone) or "nothing"
    whole = Span(say_prob(answer.whole_prob), "chance")
    yield Text(("With nothing missing ", whole, f". Of all that is reached, missing: {said}."), indent=2, hang=4)


def _beliefs(answer: Answer) -> Table:
    """Where the hypotheses stand, and where the first action would take them."""
    heads = ("now", *(("if positive", "if negative") if _is_probe(answer) else ("if it works", "if not")))
    is_moved = any(
        belief.chance_if_it_works is not None or belief.chance_if_not is not None for belief in answer.beliefs
    )
    shown = heads if is_moved else heads[:1]
    beliefs, n_more = cut(answer.beliefs, N_BELIEFS)
    rows: list[Row] = []
    for belief in beliefs:
        name = belief.hypothesis if belief.is_binary else f"{belief.hypothesis}: {belief.state}"
        figures = (belief.current, belief.chance_if_it_works, belief.chance_if_not)[: len(shown)]
        rows.append((name, *(chance(figure) for figure in figures)))
    named = columns("Belief in …", *((head, 12) for head in shown), width=N_ID_COLUMNS, name="hypothesis")
    return Table(named, tuple(rows), n_more)


def as_if(late: list[Remaining]) -> str:
    """How the rest of the answer takes what is overdue."""
    it, were = ("it", "was") if len(late) == 1 else ("they", "were")
    if all(left.is_open_ended for left in late):
        return f"As if {it} {'were' if were == 'was' else were} left:"
    return f"As if {'its result were' if it == 'it' else 'their results were'} due now:"


def _over(answer: Answer) -> Iterator[Block]:
    """What is overdue, before the advice as if it were left."""
    over = [left for left in answer.under_way if left.is_overdue]
    for left in over:
        yield Text(f"{left.id} is {say_left(left)}.")
    if over:
        yield from (Text(as_if(over)), Gap())


def _to_leave(answer: Answer) -> Iterator[Block]:
    """Steps under way that deserve no further hour."""
    for left in answer.under_way:
        if left.is_worth_it is False and not left.is_over:
            is_known = answer.goal is None and any(entry.id == left.id for entry in answer.ranked)
            why = "another hour costs more than it may bring" if is_known else "nothing hangs on it any more"
            yield from (Text(("Leave ", Span(left.id, "id"), f": {why} ({say_moved(left)}).")), Gap())


def _under_way(answer: Answer) -> Iterator[Block]:
    """Steps under way that can wait."""
    others = [left for left in answer.under_way if left.id != answer.next and left.is_worth_it is not False]
    yield Gap()
    yield from (Text(f"Under way: {left.id}: {say_left(left)}.") for left in others)


def _follow(then: Then | None) -> str:
    if then is None:
        return "ask again then: not known for a plan this big"
    if then.goal is not None:
        without = f" (without {clip(', '.join(then.part_ids), N_ID_COLUMNS)})" if then.part_ids else ""
        return f"the goal is reached{without}" if then.goal else "the goal has failed"
    if then.next == "stop":
        return "stop"
    is_patient = then.patience_hours is not None and is_left(then.leave_chance)
    patience = f" (for up to {say_hours(then.patience_hours or 0.0)})" if is_patient else ""
    return clip(then.next, N_COLUMNS - N_FOLLOW_COLUMNS - width(patience)) + patience


def _is_start(ranked: RankedStep, answer: Answer) -> bool:
    """Whether it says something: where the advice is to stop, a step that would be left at once is no start."""
    return answer.next != "stop" or ranked.patience_hours != 0.0


def _table(answer: Answer) -> Table:
    """Every step that could be started now, the best first."""
    heads = _FIGURES if answer.objective == "net" else _FIGURES[:-1]
    others = [ranked for ranked in answer.ranked if ranked.id != answer.next and _is_start(ranked, answer)]
    first = [ranked for ranked in answer.ranked if ranked.id == answer.next]
    shown, n_more = cut(others, N_ALTERNATIVES)
    rows: list[Row] = [(Span(one.id, "id"), *_cells(one, answer)[: len(heads)]) for one in (*first, *shown)]
    return Table(columns("If you started with …", *heads, width=N_ID_COLUMNS, name="step"), tuple(rows), n_more)


def _cells(ranked: RankedStep, answer: Answer) -> tuple[Cell, ...]:
    costs = hours(ranked.regret, "not known" if ranked.regret is None else None)
    if ranked.id == answer.next:
        costs = hours(ranked.regret, "-")
    deserves = "-" if ranked.regret is None else say_patience(ranked.patience_hours, ranked.leave_chance)
    if deserves.endswith((" h", " min")) and any(left.id == ranked.id for left in answer.under_way):
        deserves = f"+{deserves}"  # from now on; the sentences about it count from its start
    return (
        costs,
        chance(ranked.step_chance),
        number(ranked.hours),
        hours(ranked.patience_hours, deserves),
    )
