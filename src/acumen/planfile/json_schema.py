"""The plan file as a JSON Schema (draft 2020-12), for editors. It says less than `read` checks: nothing across keys."""

from typing import Any, TypeAlias

from acumen.planfile.fields import N_ID_CHARACTERS, RESERVED, STATES_OF_BINARY

Json: TypeAlias = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Letters and digits of every script, `_` and, not in front, `-`: what is left without spaces and other ASCII signs.
_ID_PATTERN = r"^(?!-)[^\s!-,./:-@\[-^`{-~]+$"
_NUMBER = r"[+]?[\d.,][\d.,' ]*([eE][+-]?\d+)?"
_UNIT = r"\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)?"
_AMOUNT = rf"(({_NUMBER}{_UNIT}\s*)+|\d+:[0-5]\d(:[0-5]\d)?\s*h?|PT[\dHMS.]+)"
_BETWEEN = r"(\s+to\s+|\s*(\.\.+|…|[\u2010-\u2015]|->|→)\s*|\s*-\s*)"
_SCALAR = ["string", "number", "boolean"]  # an editor may take `yes` or `12` for something else than a text


def schema() -> Json:
    """The schema as a dictionary that `json.dumps` takes; a new one at every call."""
    fields = {
        "plan": _ref("slug", "The plan's short name."),
        "title": _text("What the plan is for, in a line."),
        "worth": _ref(
            "plainHours", "Hours of your time that success is worth; without it the least worth that pays is shown."
        ),
        "ship": {"type": "string", "description": "The day it is due, `2027-03-01`."},
        "hours": _ref("perWeek", "Your hours for this plan: with `ship` they make the date count."),
        "days": _ref("texts", "Days of the week that you work on it: `mon to fri` unless said."),
        "off": _ref("texts", "Days without work: `2026-12-24 to 2027-01-02`, or a list."),
        "late": _ref("perWeek", "Worth that is lost for every week after `ship`; without it all of it at once."),
        "together": _ref("plainChance", "How much of the hours' surprise all steps share: 15 % unless said."),
        "goal": _ref("node", "The tree of steps and groups that must come true."),
        "hypotheses": {
            "type": "object",
            "propertyNames": {"$ref": "#/$defs/id"},
            "additionalProperties": {"$ref": "#/$defs/hypothesis"},
            "description": "Claims that the chances of several steps and probes depend on, by id.",
        },
        "probes": _list_of("probe", "Work that tells about a hypothesis and does not advance the goal.", n_least=0),
    }
    top = _mapping("A plan: a goal, the steps that lead to it, how likely they are and how long they take.", fields)
    return {"$schema": _DIALECT, "title": "acumen plan", **top, "required": ["plan", "goal"], "$defs": _definitions()}


def _definitions() -> Json:
    slug = {"type": ["string", "integer", "boolean"], "pattern": _ID_PATTERN, "maxLength": N_ID_CHARACTERS}
    reserved = {"enum": list(RESERVED)}
    return {
        "slug": {**slug, "description": "Letters, digits, `_` and `-`."},
        "id": {**slug, "not": reserved, "description": "An id, once in a plan: letters, digits, `_` and `-`."},
        "node": {"anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in ("step", "all", "any")]},
        "step": _step(),
        "all": _group("all", "Every member must succeed."),
        "any": _group("any", "One member that succeeds is enough."),
        **_figures(),
        **_conditions(),
        "hypothesis": _hypothesis(),
        "probe": _probe(),
        "artifact": _artifact(),
    }


def _figures() -> Json:
    chance = {
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 100},
            {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*(%|percent|:\s*{_NUMBER}|(/|of|in)\s*100?)?\s*$"},
        ],
        "description": "A chance: `95%`, `95`, `0.95` or odds `19:1`.",
    }
    plain = {
        "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": rf"^\s*{_AMOUNT}\s*$"}],
        "description": "Hours as one figure: `3`, `30 min`, `2 d` (8 h each), `1 w` (40 h).",
    }
    interval = {
        "type": "string",
        "pattern": rf"^\s*{_AMOUNT}{_BETWEEN}{_AMOUNT}\s*$",
        "description": "Hours as an interval, `2 to 6`: 5 % of what it may take lies below, 5 % above.",
    }
    either = {"anyOf": [{"$ref": "#/$defs/plainHours"}, {"$ref": "#/$defs/interval"}]}
    per_week = {
        "type": "string",
        "pattern": rf"^\s*{_AMOUNT}\s*(per|a|/)\s*(week|wk|w)\s*$",
        "description": "Hours a week: `20 per week`.",
    }
    texts = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    return {
        "plainChance": chance,
        "plainHours": plain,
        "interval": interval,
        "hours": either,
        "perWeek": per_week,
        "texts": texts,
    }


def _conditions() -> Json:
    case = _mapping(
        "A case: the states in which it holds, and the chance then.",
        {
            "when": {"type": "object", "minProperties": 1, "additionalProperties": {"type": _SCALAR}},
            "then": {"$ref": "#/$defs/plainChance"},
        },
    )
    last = _mapping("The chance in every other case; it comes last.", {"otherwise": {"$ref": "#/$defs/plainChance"}})
    by_state = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"$ref": "#/$defs/plainChance"},
        "description": "A chance by hypothesis or state: `{primed: 80%, otherwise: 15%}`.",
    }
    cases = {
        "type": "array",
        "minItems": 2,
        "items": {"anyOf": [{**case, "required": ["when", "then"]}, {**last, "required": ["otherwise"]}]},
        "description": "Cases on several hypotheses; the first that holds counts.",
    }
    return {"chance": {"anyOf": [{"$ref": "#/$defs/plainChance"}, by_state, cases]}}


def _step() -> Json:
    fields = {
        "step": _ref("id", "The step's id."),
        "title": _text("What the step is, in a line."),
        "chance": _ref("chance", "The chance that it works if it is carried through."),
        "hours": _ref("hours", "Hours it takes when it works; one figure is spent in full whatever happens."),
        "fails": _ref("hours", "Hours until failure shows itself."),
        "due": {"type": "string", "description": "Its last day: what is not true by then has failed."},
        "cut": _ref("plainHours", "In an `all`: worth that is lost where it is missing at the end."),
        **_shared_fields(),
    }
    return {**_mapping("A piece of work that may fail.", fields), "required": ["step", "chance", "hours"]}


def _probe() -> Json:
    fields = {
        "probe": _ref("id", "The probe's id."),
        "title": _text("What the probe is, in a line."),
        "about": _ref("id", "The hypothesis it tells about."),
        "hours": _ref("hours", "Hours it takes."),
        "positive": _ref("chance", "The chance of a positive answer, by state of the hypothesis."),
        "artifacts": _list_of("artifact", "Ways in which its answer may mislead.", n_least=0),
        **_shared_fields(),
    }
    return {**_mapping("Work that tells.", fields), "required": ["probe", "about", "hours", "positive"]}


def _artifact() -> Json:
    fields = {
        "artifact": _ref("slug", "Its name; the same in every probe, and in evidence, that it would mislead."),
        "chance": _ref("plainChance", "The chance that it is present."),
        "shows": _ref("plainChance", "The chance of a positive answer where it is present; 100 % unless said."),
    }
    return {**_mapping("A bug, a leak, noise.", fields), "required": ["artifact", "chance"]}


def _shared_fields() -> Json:
    needs = {"anyOf": [{"$ref": "#/$defs/id"}, _list_of("id", "Several ids.", n_least=0)]}
    return {
        "needs": {**needs, "description": "Steps and named groups that must have succeeded before."},
        "domain": _text("The kind of work it is; the record of your chances is kept by domain."),
        "note": _text("Anything worth remembering."),
    }


def _group(kind: str, description: str) -> Json:
    members = _list_of("node", description, n_least=1)
    fields = {
        "name": _ref("id", "The group's id, which steps may need."),
        "cut": _ref("plainHours", "In an `all`: worth that is lost where it is missing at the end."),
        "of": members,
    }
    named = _mapping(description, fields)
    either = {"anyOf": [members, {**named, "required": ["of"]}]}
    return {**_mapping(description, {kind: either}), "required": [kind]}


def _hypothesis() -> Json:
    states = {
        "type": "object",
        "minProperties": 2,
        "propertyNames": {"$ref": "#/$defs/id", "not": {"enum": list(STATES_OF_BINARY)}},
        "additionalProperties": {"$ref": "#/$defs/plainChance"},
        "description": "What may be the case, with chances that sum to 1.",
    }
    fields = {
        "claim": _text("What it says."),
        "chance": _ref("plainChance", "The chance that it holds, before all recorded evidence."),
        "states": states,
    }
    one_belief = [{"required": ["claim", "chance"]}, {"required": ["claim", "states"]}]
    return {**_mapping("An explanation that may hold.", fields), "oneOf": one_belief}


def _mapping(description: str, properties: Json) -> Json:
    return {"type": "object", "description": description, "properties": properties, "additionalProperties": False}


def _list_of(definition: str, description: str, *, n_least: int) -> Json:
    items = {"$ref": f"#/$defs/{definition}"}
    return {"type": "array", "minItems": n_least, "items": items, "description": description}


def _ref(definition: str, description: str) -> Json:
    return {"$ref": f"#/$defs/{definition}", "description": description}


def _text(description: str) -> Json:
    return {"type": _SCALAR, "description": description}
