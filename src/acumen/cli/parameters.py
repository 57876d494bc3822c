"""Arguments of a verb as parameters of a command, and what was typed for them as the verb takes it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from acumen.catalog import Takes, Verb
from acumen.catalog.rows import OF_THE_FACE, UNTYPED
from acumen.catalog.shared import LEDGER, ONCE
from acumen.cli import forms
from acumen.cli.opening import ASKED_BY

LOOSE = "words_"  # words whose places are told by their number
AGAIN = "_again"  # the parameter of a second way to fill an argument
FORCE = "force"
AS_JSON = "as_json"
OF_A_LEDGER = ("ledger", "records", "path", "plan or ledger", "plan or ledger, and clock")
STDIN = "-"


def parameters(verb: Verb) -> list[click.Parameter]:
    """Those of a command, in the order of its help."""
    takes = [one for one in verb.takes if one.kind not in UNTYPED]
    if verb.needs in OF_A_LEDGER and LEDGER not in takes and verb.does:
        takes.append(LEDGER)
    if is_writing(verb):
        takes.append(ONCE)
    named = [one for one in takes if one.flag is not None]
    found: list[click.Parameter] = list(_places(verb))
    if any(one.kind == "output" for one in takes):
        found.append(click.Option(["--force"], is_flag=True, help="Replace the file if it is there."))
    seen = {one.name for one in takes if one.flag is None}
    for one in named:
        found.append(_option(one, f"{one.name}{AGAIN}" if one.name in seen else one.name))
        if not one.value or one.kind != "switch":
            seen.add(one.name)
    if verb.json and verb.does:
        found.append(click.Option(["--json", AS_JSON], is_flag=True, help=verb.json))
        if of_kind(verb, "form") is None:
            found.append(forms.option())
    return found


def is_writing(verb: Verb) -> bool:
    """Whether it writes to the ledger, so that it may be called again by an id of the call."""
    return verb.needs in ("ledger", "records") and (verb.effect in ("appends", "erases") or verb.name == "init")


def arguments(verb: Verb, params: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, by the names of arguments; those of which nothing was said are left out."""
    given: dict[str, Any] = {}
    if _is_loose(verb):
        given |= _dealt(verb, params[LOOSE])
    for name in dict.fromkeys(one.name for one in verb.takes if one.kind not in UNTYPED):
        ways = [one for one in verb.takes if one.name == name]
        if ways[0].value and ways[0].kind == "switch":
            given[name] = _chosen(ways, params[name])
        elif given.get(name) is None:
            typed = [params.get(name), params.get(f"{name}{AGAIN}")]
            given[name] = next((one for one in typed if one is not None and one != ()), None)
    kept = _loose(verb)  # said to be None rather than left out, as what is needed stands behind them
    return {
        name: None if value is None else _read(verb, name, value)
        for name, value in given.items()
        if (value is not None and value != ()) or name in kept
    }


def for_the_verb(verb: Verb, given: Mapping[str, Any]) -> dict[str, Any]:
    """Without the face's own."""
    own = {one.name for one in verb.takes if one.kind in OF_THE_FACE}
    return {name: value for name, value in given.items() if name not in own}


def of_kind(verb: Verb, kind: str) -> Takes | None:
    """The argument of that kind, if there is one."""
    return next((one for one in verb.takes if one.kind == kind), None)


def _places(verb: Verb) -> Iterable[click.Parameter]:
    """Arguments that stand by their place; where one may be left out before others, all words together."""
    places = [one for one in verb.takes if one.flag is None and one.kind not in UNTYPED]
    if _is_loose(verb):
        words = " ".join(one.word for one in places)
        yield click.Argument([LOOSE], nargs=-1, required=True, metavar=words)
        return
    for one in places:
        n_words = -1 if one.kind in {"words", "list"} else 1
        default = {} if one.default is None else {"default": one.default}
        more: dict[str, Any] = {"type": click.Choice(one.choices)} if one.choices else {}
        yield click.Argument(
            [one.name],
            nargs=n_words,
            required=one.is_required,
            metavar=one.word,
            shell_complete=_completer(one),
            **default,
            **more,
        )


def _loose(verb: Verb) -> set[str]:
    """Arguments by place that may be left out before others."""
    return {one.name for one in verb.takes if one.flag is None and not one.is_required} if _is_loose(verb) else set()


def _is_loose(verb: Verb) -> bool:
    is_needed = [one.is_required for one in verb.takes if one.flag is None and one.kind not in UNTYPED]
    return is_needed != sorted(is_needed, reverse=True)


def _dealt(verb: Verb, words: Sequence[str]) -> dict[str, Any]:
    """Each word to its argument: those that are needed first, what is left to the others as they stand."""
    places = [one for one in verb.takes if one.flag is None and one.kind not in UNTYPED]
    n_free = len(words) - sum(one.is_required for one in places)
    dealt: dict[str, Any] = {}
    rest = list(words)
    for one in places:
        is_rest = one is places[-1] and one.kind == "words"  # as `3 weeks` after a step, without quotes
        n_words = len(rest) if is_rest else 1 if one.is_required else n_free if one.kind == "words" else min(n_free, 1)
        if n_words > 0:
            taken, rest = rest[:n_words], rest[n_words:]
            dealt[one.name] = " ".join(taken)
            n_free -= 0 if one.is_required else n_words
    if rest or n_free < 0:
        expected = " ".join(one.word for one in places)
        raise click.UsageError(f"expected {expected}, found {len(words)} words; put what belongs together in quotes")
    return dealt


def _chosen(ways: Sequence[Takes], values: Sequence[str]) -> str | None:
    """What one of several switches stands for; not more than one, and one where it is needed."""
    chosen = list(dict.fromkeys(values))
    if len(chosen) > 1 or (not chosen and ways[0].is_required):
        flags = {one.value: str(one.flag) for one in ways}
        found = " and ".join(flags[value] for value in chosen) or "none"
        raise click.UsageError(f"expected one of {', '.join(flags.values())}, found {found}")
    return chosen[0] if chosen else None


def _read(verb: Verb, name: str, value: Any) -> Any:  # noqa: ANN401 -- as typed, and as the verb takes it
    kind = next(one.kind for one in verb.takes if one.name == name)
    if kind == "words" and not isinstance(value, str):
        return " ".join(value)
    if kind == "plan":
        from acumen.cli.files import source_of

        return source_of(value)
    if kind == "input" and value == STDIN:
        return sys.stdin.buffer
    return value


def _option(one: Takes, name: str) -> click.Option:
    """One that has a flag."""
    more: dict[str, Any] = {"help": one.says, "required": one.is_required and not one.value}
    if one.kind == "view":
        return click.Option([str(one.flag), name], is_flag=True, **more)
    if one.kind == "maybe":
        return click.Option([str(one.flag), name], is_flag=False, flag_value=one.value, metavar=one.word, **more)
    if one.value:
        return click.Option([str(one.flag), name], flag_value=one.value, multiple=True, **more)
    if one.kind in {"switch", "asks"}:
        return click.Option([str(one.flag), name], is_flag=True, **more)
    if one.default is not None:
        more |= {"default": one.default, "show_default": one.is_default_shown}
    if one.word:
        more["metavar"] = one.word
    flags = [str(one.flag), *([one.short] if one.short else [])]
    return click.Option(
        [*flags, name],
        multiple=one.many,
        type=_type(one),
        callback=_callback(one),
        shell_complete=_completer(one),
        **more,
    )


def _completer(one: Takes) -> Any:  # noqa: ANN401 -- click's own
    """What completes it, where a shell is asking; nobody else waits for what that needs."""
    if ASKED_BY not in os.environ:
        return None
    from acumen.cli.completing import completer

    return completer(one)


def _type(one: Takes) -> click.ParamType[Any] | None:
    """What click checks."""
    if one.choices:
        return click.Choice(one.choices)
    is_bounded = one.least is not None or one.most is not None
    if one.kind == "count":
        least, most = (None if bound is None else int(bound) for bound in (one.least, one.most))
        return click.IntRange(least, most) if is_bounded else click.INT
    if one.kind == "figure":
        return Finite(one.least, one.most, min_open=one.is_open, max_open=one.is_open and one.many)
    return None


def _callback(one: Takes) -> Any:  # noqa: ANN401 -- click's own
    """What reads the text."""
    read = {"hours": read_hours, "worth": read_worth, "share": read_share, "gap": read_gap}.get(one.kind)
    if one.kind == "pairs":
        return read_pairs
    if read is None:
        return None
    if not one.many:
        return lambda context, option, text: None if text is None else read(context, option, text)
    return lambda context, option, texts: tuple(read(context, option, text) for text in texts)


class Finite(click.FloatRange):
    """A finite number as it was typed: `1e1000` is none, and is told as `1e1000`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 -- click's own
        """The number; where it is none, an error with the text itself."""
        from acumen.borders.figures import read_finite

        if isinstance(value, str):
            try:
                read_finite(value)
            except ValueError:
                self.fail(f"expected a number, found {value!r}", param, ctx)
        return super().convert(value, param, ctx)


def read_hours(context: click.Context, option: click.Parameter, text: str) -> float:
    """Hours as a plan file has them: 400, 2 d, 30 min."""
    from acumen.readings import hours
    from acumen.readings.misread import Misread

    found = hours.read_hours(text)
    if isinstance(found, float):
        return found
    message = found.message if isinstance(found, Misread) else f"expected one figure, found {text!r}"
    raise click.BadParameter(f"{message}; write hours, or a figure with its unit: 400, '2 d'", context, option)


def read_worth(context: click.Context, option: click.Parameter, text: str) -> float:
    """Hours above 0, as `worth` has them in a plan."""
    hours = read_hours(context, option, text)
    if hours == 0.0:
        raise click.BadParameter(f"expected hours above 0, found {text!r}; leave --worth out where none is known")
    return hours


def read_share(context: click.Context, option: click.Parameter, text: str) -> float:
    """`26%` or `0.26`."""
    from acumen.desk.ratings import appraise

    del context, option
    return appraise.read_share(text)


def read_gap(context: click.Context, option: click.Parameter, text: str) -> float:
    """A share of 0 or more and below 1: `1%` or `0.01`."""
    from acumen.borders.figures import read_finite

    try:
        share = read_finite(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        raise click.BadParameter(f"expected a share like 1% or 0.01, found {text!r}", context, option) from None
    if not 0.0 <= share < 1.0:
        raise click.BadParameter(f"expected a share from 0 to below 100%, found {text!r}", context, option)
    return share


def read_pairs(context: click.Context, option: click.Parameter, texts: Sequence[str]) -> dict[str, str] | None:
    """`KEY=VALUE` of each, by what stands before the sign; None where there is none."""
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign:
            raise click.BadParameter(f"expected {option.metavar}, found {text!r}", context, option)
        if name in found:
            raise click.BadParameter(f"expected each value once, found {name!r} again", context, option)
        found[name] = value
    return found or None
