"""Why the advice is what it is, in sentences of one line each."""

from acumen.pages.number_format import is_left, say_hours, say_prob
from acumen.results.plans import Answer, RankedStep


def explain(answer: Answer) -> tuple[str, ...]:
    """Reasons for the advice: what it is worth, what the next best costs, how long it deserves, what is proven."""
    if answer.goal is not None:
        return (f"The goal {'is reached' if answer.goal else 'has failed'}: nothing is left to decide.",)
    return tuple(line for line in (_worth(answer), _rival(answer), _patience(answer), _proof(answer)) if line)


def _worth(answer: Answer) -> str:
    if answer.objective == "hours" and answer.next != "stop":
        return (
            f"Starting with {answer.next}, the goal is known true or false after {say_hours(answer.hours)} on average."
        )
    if answer.status == "break-even":
        if answer.break_even_worth is None:
            return "No worth makes a goal of chance 0 worth an hour."
        least = say_hours(answer.break_even_worth)
        return f"No worth is given. Starting pays where success is worth more than {least} of your time."
    worth = say_hours(answer.worth or 0.0)
    if answer.next == "stop" and not answer.ranked:
        return "Nothing that could be started can reach the goal."
    if answer.next == "stop":
        if answer.status != "exact":
            return f"Success is worth {worth}; no way to start was found that brings more than it costs."
        return f"Success is worth {worth}; whatever you start with costs more than it brings."
    if answer.dated is not None and answer.value is not None:
        brings, costs = say_hours(answer.value + answer.hours), say_hours(answer.hours)
        on_time = say_prob(answer.chance)
        return f"Shipping on time has a chance of {on_time}; going on brings {brings} and costs {costs} on average."
    if answer.whole_prob is not None and answer.value is not None:
        brings, costs = say_hours(answer.value + answer.hours), say_hours(answer.hours)
        whole = f"{say_prob(answer.chance)} ({say_prob(answer.whole_prob)} with nothing missing)"
        return f"A chance of {whole} brings {brings} ({worth} less what is missing) and costs {costs} on average."
    brings, costs = say_hours((answer.worth or 0.0) * answer.chance), say_hours(answer.hours)
    return f"A chance of {say_prob(answer.chance)} at {worth} brings {brings} and costs {costs} on average."


def _rival(answer: Answer) -> str:
    rivals = [ranked for ranked in answer.ranked if ranked.id != answer.next]
    if answer.next == "stop":
        return ""
    if not rivals:
        return "No other step can be started now."
    known = [ranked for ranked in rivals if ranked.regret is not None and ranked.patience_hours != 0.0]
    if not known:
        is_left = all(ranked.patience_hours == 0.0 for ranked in rivals)  # at once, which is no start
        return "Nothing else that could be started now is worth an hour." if is_left else ""
    rival: RankedStep = min(known, key=lambda ranked: ranked.regret or 0.0)
    if not rival.regret:
        return f"Starting with {rival.id} would be as good; it stands later in the file."
    return f"Starting with {rival.id} instead, the next best, would cost {say_hours(rival.regret)}."


def _patience(answer: Answer) -> str:
    if answer.patience_hours is None or not is_left(answer.leave_chance):
        return ""
    return f"After {say_hours(answer.patience_hours)} of {answer.next} another hour costs more than it may still bring."


def _proof(answer: Answer) -> str:
    if answer.status == "estimated" and answer.upper is not None and answer.dated is not None:
        sure = "Proven" if answer.dated.bound_error == 0.0 else "All but certain"
        return (
            f"{sure}: no advice is worth more than {say_hours(answer.upper)}; what this one is worth is told by runs."
        )
    if answer.status != "bracketed" or answer.lower is None or answer.upper is None:
        return "Exact: for the plan as written, no other advice does better." if answer.status == "exact" else ""
    if answer.objective == "hours":
        return f"Proven: no advice takes less than {say_hours(answer.lower)} on average."
    alone = (
        ", if no step's overrun goes with another's"
        if answer.dated is not None and answer.dated.net_mean is not None
        else ""
    )
    return f"Proven: no advice is worth more than {say_hours(answer.upper)}{alone}."
