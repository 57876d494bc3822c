"""PredictionBook: the JSON of its interface, and a scrape of it as JSON (the same as a flat CSV is among `services`).

Interface: `api/my_predictions`, `api/predictions` (github.com/bellroy/predictionbook, app/serializers); confidence in percent.
When something was judged is not told: the earlier of its deadline and its last change stands for that.
Scrape: github.com/diatkinson/predictionbook-analysis; `credence` in percent, `time_known`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

import msgspec

from acumen.errors import Problem, UsageError, Where
from acumen.importing.rows import AskedRow, Gathered, KnownRow, SaidRow
from acumen.importing.sheet import read_chance, read_known, read_moment, read_words

SOURCE = "predictionbook"
COMMENTS = "Comments without a chance are not taken over."
JUDGED = "When something was judged is not told: the earlier of its deadline and its last change stands for that."
PERCENT = 100.0


def gather_json(text: bytes, *, source: str) -> Gathered:
    """The JSON of the interface, or of a scrape: a list of predictions, or an object with `predictions`."""
    try:
        whole = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(
            f"can't read {source} as JSON: {error}", hint="give a file as PredictionBook wrote it"
        ) from None
    predictions = whole.get("predictions") if isinstance(whole, dict) else whole
    if not isinstance(predictions, list):
        raise UsageError(
            f"expected a list of predictions in {source}, found none", hint="give a file as PredictionBook wrote it"
        )
    reading = _Reading(source)
    for number, prediction in enumerate(predictions, start=1):
        reading.take(number, prediction)
    return Gathered(
        source=SOURCE,
        asked=reading.asked,
        said=tuple(reading.said),
        known=tuple(reading.known),
        names_people=True,
        n_rows=len(predictions),
        problems=tuple(reading.problems),
        notes=(COMMENTS, JUDGED) if reading.is_interface else (COMMENTS,),
    )


class _Reading:
    """What was read of the predictions so far; a prediction with a mistake is left out and reported by its number."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.asked: dict[str, AskedRow] = {}
        self.said: list[SaidRow] = []
        self.known: list[KnownRow] = []
        self.problems: list[Problem] = []
        self.is_interface = False

    def take(self, number: int, prediction: object) -> None:
        """One prediction with all that was said of it."""
        try:
            fields = cast("dict[str, Any]", prediction)
            is_scrape = "number" in fields
            key = str(fields["number" if is_scrape else "id"])
            asked = _ask(fields, is_scrape=is_scrape)
            said = list(_say(fields, key))
            known = _know(fields, key, is_scrape=is_scrape)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            where = Where(source=self.source, line=number, column=1)
            message = f"expected prediction {number} of the list as PredictionBook writes it, found {error!r}"
            self.problems.append(Problem(code="prediction", where=where, message=message))
            return
        self.is_interface = self.is_interface or not is_scrape
        self.asked[key] = asked
        self.said += said
        self.known += known


def _ask(fields: dict[str, Any], *, is_scrape: bool) -> AskedRow:
    due = fields.get("deadline")
    return AskedRow(
        claim=read_words(fields["event" if is_scrape else "description"]),
        asked_at=read_moment(fields["time_created" if is_scrape else "created_at"]),
        due_at=None if due is None else read_moment(due),
    )


def _say(fields: dict[str, Any], key: str) -> Iterator[SaidRow]:
    for response in fields["responses"]:
        actions = response.get("actions", response)
        percent = actions.get("credence", actions.get("confidence"))
        if percent is None:
            continue
        yield SaidRow(
            key=key,
            at=read_moment(response["time"] if "time" in response else response["created_at"]),
            person=response.get("user", response.get("user_label")),
            chance=read_chance(str(percent), is_percent=True),
            reason=read_words(actions.get("comment") or "") or None,
        )


def _know(fields: dict[str, Any], key: str, *, is_scrape: bool) -> list[KnownRow]:
    outcome = fields.get("outcome")
    if fields.get("withdrawn"):
        return [KnownRow(key=key, known_at=read_moment(fields["updated_at"]), is_void=True)]
    if outcome is None or outcome == "unknown":
        return []
    known = read_known(str(outcome))
    known_at: datetime
    if is_scrape:
        known_at = read_moment(fields["time_known"])
    else:
        known_at = min(read_moment(fields[name]) for name in ("deadline", "updated_at") if fields.get(name))
    yes = None if known == "void" else known == "yes"
    return [KnownRow(key=key, known_at=known_at, yes=yes, is_void=known == "void")]
