"""The fields of a mapping: which keys may stand there, and the value of each as what the key wants."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from acumen.borders.signs import fold, is_word
from acumen.planfile.nodes import MappingNode, Node, Scalar, Sequence, Unread
from acumen.planfile.report import Report
from acumen.readings.misread import Misread, listed, shorten

T = TypeVar("T")  # what a figure means: a float, hours, a date

N_ID_CHARACTERS = 100
RESERVED = ("stop", "otherwise")
STATES_OF_BINARY = ("yes", "no")


class Fields:
    """The known keys of one mapping with their values. What is missing or wrong is reported once and reads as None."""

    def __init__(self, mapping: MappingNode, report: Report) -> None:
        """Take every entry as known until `only` says which are."""
        self.at = mapping.at
        self.report = report
        self.keys = {key.text: key for key, _ in mapping.entries}
        self.values = {key.text: value for key, value in mapping.entries}

    def only(self, known: tuple[str, ...], required: tuple[str, ...], what: str, hints: dict[str, str]) -> None:
        """Report the keys that are not known, and those that are required and missing."""
        missing = [key for key in required if key not in self.values]
        for key in [key for key in self.keys if key not in known]:
            hint = hints.get(key.casefold().replace("-", "_").replace(" ", "_"), "")
            nearest = hint.partition("`")[2].partition(":")[0] or self.report.nearest(key, known)
            if nearest in missing:
                missing.remove(nearest)
            hint = hint or (f"did you mean `{nearest}`?" if nearest else f"its keys are {', '.join(known)}")
            message = f"expected a key of {what}, found {shorten(key)}"
            self.report.add("unknown-key", self.keys[key].at, message, hint)
        for key in missing:
            found = f"only {listed(self.keys)}" if self.keys else "nothing"
            message = f"expected the key `{key}` in {what}, found {found}"
            self.report.add("missing-key", self.at, message, f"add a line `{key}: …`")

    def scalar(self, key: str, wanted: str) -> Scalar | None:
        """The text behind a key, if the key is there."""
        value = self.values.get(key)
        return None if value is None else as_scalar(value, f"{wanted} after `{key}:`", self.report)

    def text(self, key: str) -> str | None:
        """Free text behind a key."""
        scalar = self.scalar(key, "a text")
        if scalar is not None and scalar.cut:
            found = f"{shorten(scalar.text)} before a comment, {shorten(scalar.cut)}"
            message = f"expected the whole text of `{key}:`, found {found}"
            whole = f"{scalar.text} {scalar.cut}"
            hint = f'put it in quotes: "{whole} …"; for a comment put a blank behind the #'
            self.report.add("text-cut", scalar.at, message, hint)
        return None if scalar is None else scalar.text

    def figure(self, key: str, wanted: str, read: Callable[[str], T | Misread]) -> T | None:
        """The figure behind a key, as `read` understands it."""
        scalar = self.scalar(key, wanted)
        return None if scalar is None else understood(scalar, read, self.report)


def understood(scalar: Scalar, read: Callable[[str], T | Misread], report: Report) -> T | None:
    """What `read` makes of a text, or None after reporting why it can't be read."""
    value = read(scalar.text)
    if isinstance(value, Misread):
        report.add(value.code, scalar.at, value.message, value.hint)
        return None
    return value


def as_scalar(node: Node, wanted: str, report: Report) -> Scalar | None:
    """The node as a text that is not empty, or None after reporting what it is instead."""
    if isinstance(node, Scalar) and not node.is_empty:
        return node
    wrong_kind(node, wanted, report, "")
    return None


def as_mapping(node: Node, wanted: str, report: Report, hint: str = "") -> MappingNode | None:
    """The node as a mapping, or None after reporting what it is instead."""
    if isinstance(node, MappingNode):
        return node
    wrong_kind(node, wanted, report, hint)
    return None


def as_sequence(node: Node, wanted: str, report: Report, hint: str = "") -> Sequence | None:
    """The node as a list, or None after reporting what it is instead."""
    if isinstance(node, Sequence):
        return node
    wrong_kind(node, wanted, report, hint)
    return None


def wrong_kind(node: Node, wanted: str, report: Report, hint: str) -> None:
    """Report a value of the wrong kind, unless it has been reported already."""
    if isinstance(node, Unread):
        return
    if isinstance(node, Scalar) and node.is_empty:
        report.add(
            "missing-value", node.at, f"expected {wanted}, found nothing", hint or "fill it in or remove the line"
        )
        return
    found = (
        shorten(node.text) if isinstance(node, Scalar) else "a mapping" if isinstance(node, MappingNode) else "a list"
    )
    report.add(
        "wrong-kind",
        node.at,
        f"expected {wanted}, found {found}",
        hint or "write one value, without brackets or lines below it",
    )


def is_id(text: str) -> bool:
    """True for letters of any script, digits, `_` and, not in front, `-`; at most a hundred of them."""
    return len(text) <= N_ID_CHARACTERS and is_word(text)


def check_id(scalar: Scalar, reserved: Iterable[str], report: Report) -> None:
    """Report an id that could not be named elsewhere."""
    if not is_word(scalar.text):
        message = f"expected an id of letters, digits, _ and -, found {shorten(scalar.text)}"
        mended = "-".join("".join(sign if is_word(f"a{sign}") else " " for sign in scalar.text).split()).strip("-")
        hint = f"write `{mended}`" if is_id(mended) else "choose a short word such as `first-test`"
        report.add("bad-id", scalar.at, message, hint)
    elif len(scalar.text) > N_ID_CHARACTERS:
        message = f"expected an id of at most {N_ID_CHARACTERS} characters, found {len(scalar.text)}"
        report.add("bad-id", scalar.at, message, "shorten it, and put the words into `title`")
    elif fold(scalar.text) in reserved:
        hint = "choose another id"
        if fold(scalar.text) in STATES_OF_BINARY:
            hint = "for a hypothesis that holds or does not, write `chance: 55%` instead of `states`"
        report.add("reserved-id", scalar.at, f"expected an id of your own, found the word {scalar.text!r}", hint)
