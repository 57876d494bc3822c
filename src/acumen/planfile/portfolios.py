"""From text to a portfolio: hours until a day, the plans that share them, sure work beside them, and how safe it has to be."""

from __future__ import annotations

from datetime import date

import msgspec

from acumen.borders.figures import LEAST, MOST
from acumen.errors import Problem
from acumen.planfile.calendars import read_days, read_off
from acumen.planfile.fields import Fields, as_mapping, as_scalar, as_sequence, check_id
from acumen.planfile.nodes import MappingNode, Node, Scalar, decode, parse
from acumen.planfile.report import Report
from acumen.readings.chances import read_chance
from acumen.readings.hours import read_hours
from acumen.readings.misread import Misread, shorten
from acumen.readings.moments import read_date
from acumen.readings.numbers import read_number
from acumen.readings.weeks import read_per_week
from acumen.records import DaySpan, Interval

KEY = "portfolio"
_KEYS = ("portfolio", "title", "from", "to", "hours", "days", "off", "safe", "plans", "trust")
_SAFE_KEYS = ("hours", "returns", "least")
_PLAN_KEYS = ("plan", "hours")
_TRUST_KEYS = ("at least", "of", "chance")
_HINT = "write `plans: [one, two.yaml]`: names of adopted plans, or files"


class SharedPlan(msgspec.Struct, frozen=True, kw_only=True):
    """One plan of a portfolio: a name or a file, and the most of its hours that it may have."""

    plan: str
    most_hours: float | None = None


class SafeHours(msgspec.Struct, frozen=True, kw_only=True):
    """Sure work: each of its hours is worth `returns` hours; `hours` None: as many as there are."""

    name: str
    returns: float
    hours: float | None = None
    least_hours: float = 0.0


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """At least so many of some plans (all of them: None) have to pay off; `chance` None: as likely as it may be."""

    chance: float | None = None
    at_least: int = 1
    of: tuple[str, ...] | None = None


class PortfolioText(msgspec.Struct, frozen=True, kw_only=True):
    """A portfolio as it is written. `hours`: of all of it; or `hours_per_week`."""

    name: str
    title: str | None = None
    first: date | None = None
    last: date | None = None
    hours: float | None = None
    hours_per_week: float | None = None
    days: tuple[int, ...] | msgspec.UnsetType = msgspec.UNSET
    off: tuple[DaySpan, ...] | msgspec.UnsetType = msgspec.UNSET
    safe: tuple[SafeHours, ...] = ()
    plans: tuple[SharedPlan, ...] = ()
    trust: Trust | None = None


def is_portfolio(text: str | bytes) -> bool:
    """Whether a text has `portfolio` at its top rather than `plan`; what can't be read has not."""
    decoded, report = decode(text, "")
    root = None if report.n_mistakes else parse(decoded, report)
    return isinstance(root, MappingNode) and any(key.text == KEY for key, _ in root.entries)


def read_portfolio(text: str | bytes, *, source: str = "<text>") -> tuple[PortfolioText | None, tuple[Problem, ...]]:
    """The portfolio in a text, or None with every mistake found in it, in the order of the text."""
    decoded, report = decode(text, source)
    root = None if report.n_mistakes else parse(decoded, report)
    found = None if root is None else _read(root, report)
    return (None if report.n_mistakes else found), report.problems()


def _read(root: Node, report: Report) -> PortfolioText | None:
    hint = "write `portfolio: NAME`, `hours: 60` and `plans:`"
    mapping = as_mapping(root, "a portfolio, a mapping with the keys `portfolio` and `plans`", report, hint)
    if mapping is None:
        return None
    fields = Fields(mapping, report)
    fields.only(_KEYS, ("portfolio", "plans"), "a portfolio", {"until": "its last day is called `to`"})
    name = fields.scalar("portfolio", "an id")
    if name is not None:
        check_id(name, (), report)
    first, last = fields.figure("from", "a day", read_date), fields.figure("to", "a day", read_date)
    if first is not None and last is not None and last < first:
        message = f"expected a day from {first} on, found {last}"
        report.add("portfolio-to-before-from", fields.keys["to"].at, message, "its first day is `from`, its last `to`")
    hours = fields.figure("hours", "hours", read_capacity)
    plans = _plans(fields, report)
    found = PortfolioText(
        name="" if name is None else name.text,
        title=fields.text("title"),
        first=first,
        last=last,
        hours=hours.hours if hours else None,
        hours_per_week=hours.per_week if hours else None,
        days=read_days(fields),
        off=read_off(fields),
        safe=_safe(fields, report),
        plans=plans,
        trust=_trust(fields, {plan.plan for plan in plans}, report),
    )
    return None if name is None else found


class Capacity(msgspec.Struct, frozen=True, kw_only=True):
    """So many hours in all, or each week: one of the two."""

    hours: float | None = None
    per_week: float | None = None


def read_capacity(text: str) -> Capacity | Misread:
    """`60`, `2 w`: in all; `8 per week`: every week."""
    per_week = read_per_week(text)
    if not isinstance(per_week, Misread):
        return Capacity(per_week=per_week)
    hours = read_hours(text)
    if isinstance(hours, float):
        return Capacity(hours=hours)
    if text.rstrip().casefold().endswith("week"):
        return per_week  # which says what hours a week there may be
    message = f"expected hours in all or hours a week, found {shorten(text)}"
    return Misread(code="portfolio-hours", message=message, hint="write `60`, or `8 per week`")


def _plans(fields: Fields, report: Report) -> tuple[SharedPlan, ...]:
    node = fields.values.get("plans")
    items = None if node is None else as_sequence(node, "a list of plans after `plans:`", report, _HINT)
    if items is None:
        return ()
    if not items.items:
        report.add("empty-list", items.at, "expected at least one plan, found none", _HINT)
    found = [(item.at, _plan(item, report)) for item in items.items]
    seen: set[str] = set()
    for at, one in found:
        if one is not None and one.plan in seen:
            message = f"expected each plan once, found {shorten(one.plan)} again"
            report.add("portfolio-plan-twice", at, message, "remove one of the two")
        seen |= {one.plan} if one else set()
    return tuple(one for _, one in found if one is not None)


def _plan(node: Node, report: Report) -> SharedPlan | None:
    if isinstance(node, Scalar):
        scalar = as_scalar(node, "a plan's name or file", report)
        return None if scalar is None else SharedPlan(plan=scalar.text)
    mapping = as_mapping(node, "a plan's name, or a mapping with `plan` and `hours`", report, _HINT)
    if mapping is None:
        return None
    fields = Fields(mapping, report)
    fields.only(_PLAN_KEYS, ("plan",), "a plan of a portfolio", {})
    scalar = fields.scalar("plan", "a plan's name or file")
    most = fields.figure("hours", "hours", _plain_hours)
    return None if scalar is None else SharedPlan(plan=scalar.text, most_hours=most)


def _safe(fields: Fields, report: Report) -> tuple[SafeHours, ...]:
    node = fields.values.get("safe")
    hint = "write `safe: {support: {hours: 40, returns: 1.4}}`"
    mapping = None if node is None else as_mapping(node, "safe work by name after `safe:`", report, hint)
    found = []
    for name, value in mapping.entries if mapping else ():
        check_id(name, (), report)
        inner = as_mapping(value, f"hours and what they return after `{name.text}:`", report, hint)
        if inner is None:
            continue
        one = Fields(inner, report)
        one.only(_SAFE_KEYS, ("returns",), "safe work", {})
        returns = one.figure("returns", "what an hour is worth", read_returns)
        hours = one.figure("hours", "hours", _plain_hours)
        least = one.figure("least", "hours", _plain_hours) or 0.0
        if hours is not None and least > hours:
            message = f"expected at most {hours:g} h that must be done, found {least:g} h"
            report.add("portfolio-safe-least", one.keys["least"].at, message, "`least` is a part of `hours`")
        if returns is not None:
            found.append(SafeHours(name=name.text, returns=returns, hours=hours, least_hours=least))
    return tuple(found)


def read_returns(text: str) -> float | Misread:
    """What an hour of sure work is worth, in hours: a figure above 0."""
    number = read_number(text)
    if not isinstance(number, Misread) and LEAST <= float(number) <= MOST:
        return float(number)
    message = f"expected hours that an hour is worth, found {shorten(text)}"
    return Misread(code="portfolio-safe-returns", message=message, hint="write a figure above 0: `returns: 1.4`")


def _trust(fields: Fields, plans: set[str], report: Report) -> Trust | None:
    node = fields.values.get("trust")
    hint = "write `trust: {at least: 1, chance: 90%}`"
    mapping = None if node is None else as_mapping(node, "how safe it has to be after `trust:`", report, hint)
    if mapping is None:
        return None
    one = Fields(mapping, report)
    one.only(_TRUST_KEYS, ("chance",), "`trust`", {})
    chance = one.figure("chance", "a chance", read_chance)
    at_least = one.figure("at least", "a whole number", _read_count)
    of = _names(one, plans, report)
    n_plans = len(plans) if of is None else len(of)
    if at_least is not None and plans and at_least > n_plans:
        message = f"expected at most {n_plans} plans, found {at_least}"
        report.add("portfolio-trust-more-than-plans", one.keys["at least"].at, message, "name fewer, or more plans")
    return None if chance is None else Trust(chance=chance, at_least=at_least or 1, of=of)


def _names(fields: Fields, plans: set[str], report: Report) -> tuple[str, ...] | None:
    node = fields.values.get("of")
    items = None if node is None else as_sequence(node, "a list of plans after `of:`", report)
    if items is None:
        return None
    found = [as_scalar(item, "a plan's name", report) for item in items.items]
    for scalar in found:
        if scalar is not None and plans and scalar.text not in plans:
            message = f"expected one of the plans above, found {shorten(scalar.text)}"
            report.add(
                "portfolio-trust-of-unknown", scalar.at, message, report.did_you_mean(scalar.text, list(plans), "")
            )
    return tuple(scalar.text for scalar in found if scalar is not None)


def _read_count(text: str) -> int | Misread:
    if text.strip().isdecimal() and int(text) > 0:
        return int(text)
    message = f"expected a whole number from 1 on, found {shorten(text)}"
    return Misread(code="portfolio-trust-count", message=message, hint="write `at least: 1`")


def _plain_hours(text: str) -> float | Misread:
    hours = read_hours(text)
    if not isinstance(hours, Interval):
        return hours
    message = f"expected plain hours, found {shorten(text)}"
    return Misread(code="hours-unreadable", message=message, hint="write one figure: `hours: 16`")
