"""The first sentence on a record: a direction and a place, with what was said and what happened."""

import math

from acumen.judgment.calibration.direction import ENOUGH, Direction, Says
from acumen.pages.columns import clip
from acumen.results.calibration import RecordVerdict

N_NAME = 24
N_PLACES = 3
CLOSE = 0.1  # an interval that reaches no further tells that what is said is about right


def say_verdict(verdict: RecordVerdict, *, who: str, is_me: bool, domain: str | None = None) -> str:
    """As in `You are too sure in infra: said 66 %, came true 38 %, n 68; elsewhere about right`."""
    is_whole = not verdict.off_domains
    place = f" in {clip(domain, N_NAME)}" if domain else ""
    if verdict.n_more:
        more = f"{verdict.n_more} more would tell how good {'your' if is_me else 'these'} chances are{place}"
        return f"{verdict.n} outcome{'' if verdict.n == 1 else 's'} so far: {more}."
    if is_whole:
        return _whole(verdict, who, is_me=is_me, place=place)
    by_name = {one.name: one for one in verdict.domains}
    off = [by_name[name] for name in verdict.off_domains[:N_PLACES]]
    parts = [_name(off[0].says, who, is_me=is_me, place=f" in {_clip(off[0])}") + _figures(off[0])]
    parts += [f"{_short(one.says)} in {_clip(one)}{_figures(one)}" for one in off[1:]]
    if len(verdict.off_domains) > N_PLACES:
        parts.append(f"and {len(verdict.off_domains) - N_PLACES} more kinds")
    return "; ".join([*parts, *_rest(verdict.rest)]) + "."


def _whole(verdict: RecordVerdict, who: str, *, is_me: bool, place: str) -> str:
    whole = verdict.whole
    if not whole.is_off:
        return _about_right(whole, place)
    worst = [one for one in verdict.domains if one.is_off]
    worst.sort(key=lambda one: one.p_value)
    most = "".join(f"; most of all in {_clip(one)}{_figures(one, '(', ')')}" for one in worst[:1])
    return f"{_name(whole.says, who, is_me=is_me, place=place)}{_figures(whole)}{most}."


def _about_right(whole: Direction, place: str) -> str:
    came = whole.came_true
    reach = max(came.upper - came.value, came.value - came.lower)
    far = "" if reach <= CLOSE else f", as far as {whole.n:,} outcomes can tell"
    interval = f"95 %: {100 * came.lower:.0f} to {100 * came.upper:.0f}"
    if whole.says == "cannot tell yet":
        return f"Perhaps {whole.leaning}{place}, but it may be luck so far{_figures(whole)} ({interval})."
    return f"About right{place}{far}{_figures(whole)} ({interval})."


def _rest(rest: Direction | None) -> list[str]:
    if rest is None:
        return []
    if rest.says == "cannot tell yet":
        few = rest.n < ENOUGH
        return [f"elsewhere {'too few to tell' if few else f'perhaps {rest.leaning}, or luck'}, n {rest.n:,}"]
    return [f"elsewhere {rest.says}" + (_figures(rest) if rest.is_off else "")]


def _name(says: Says, who: str, *, is_me: bool, place: str) -> str:
    if says in ("too high", "too low"):
        return f"{'Your' if is_me else who + chr(39) + 's'} chances are {says}{place}"
    return f"{'You are' if is_me else who + ' is'} {says}{place}"


def _short(says: Says) -> str:
    return says


def _figures(one: Direction, before: str = ": ", after: str = "") -> str:
    """As in `: said 66 %, came true 38 %, n 68`."""
    opening = before if before == ": " else f" {before}"
    if one.is_level or math.isnan(one.sure) or not one.is_off:
        return f"{opening}said {_percent(one.said)}, came true {_percent(one.came_true.value)}, n {one.n:,}{after}"
    return (
        f"{opening}{_percent(one.sure)} sure, right {_percent(one.right.value)} of the time, n {one.right.n:,}{after}"
    )


def _clip(one: Direction) -> str:
    return clip(one.name, N_NAME)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
