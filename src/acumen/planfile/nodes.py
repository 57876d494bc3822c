"""YAML as marked nodes: text, lists and mappings, each with its place. No types, no aliases, no tags.

Built from the parser's events with a stack of our own, so that no depth of nesting is a recursion.
"""

from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

import msgspec
import yaml

from acumen.borders.patterns import pattern
from acumen.planfile.report import N_SHOWN, Report
from acumen.readings.misread import shorten

N_BYTES = 8_000_000
N_DEEP = 100
N_NODES = 500_000

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # what is forbidden of ASCII; the whole takes 8 ms to compile
_FORBIDDEN = pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = pattern("[\ud800-\udfff]")
CUT = pattern(r"[ \t]+(#[^\s#]\S*)")  # `#12` behind a text without quotes: to YAML a comment, to people a part of it
_HINT = "put a text with signs such as : # @ % in quotes, and indent with spaces"
_HINTS = (  # what the YAML library says, and what people most often did to hear it
    ("mapping values are not allowed", 'a text with `: ` in it goes in quotes: title: "this: that"'),
    ("cannot start any token", "indent with spaces, not tabs; put a text that starts with a sign in quotes"),
    ("did not find expected key", "lines of one mapping start in the same column"),
    ("expected <block end>", "lines of one mapping start in the same column"),
    ("could not find expected ':'", "a key is followed by a colon and a space: `hours: 3`"),
    ("flow", "close every [ and { that is opened, with commas between the parts"),
    ("quoted scalar", "close every quote that is opened"),
)


class Scalar(msgspec.Struct, frozen=True, kw_only=True):
    """A text; `is_empty` when nothing stands there at all, not even quotes; `cut` is what was left off it as a comment."""

    at: int
    text: str
    is_empty: bool
    cut: str = ""


class Sequence(msgspec.Struct, frozen=True, kw_only=True):
    """A list."""

    at: int
    items: tuple["Node", ...]


class MappingNode(msgspec.Struct, frozen=True, kw_only=True):
    """Keys with their values, in the order of the text, each key once."""

    at: int
    entries: tuple[tuple[Scalar, "Node"], ...]


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """Something that stands there but can't be used; it has been reported."""

    at: int


Node: TypeAlias = Scalar | Sequence | MappingNode | Unread


class _Open(msgspec.Struct, kw_only=True):
    """A list or mapping whose end has not come yet; a mapping's children are keys and values in turn."""

    at: int
    is_mapping: bool
    children: list[Node]


def decode(data: str | bytes, source: str) -> tuple[str, Report]:
    """The text without a byte order mark, and the report to go with it; nothing is in the text if it is unreadable."""
    if len(data) > N_BYTES:
        report = Report("", source)
        report.add("too-large", 0, f"expected at most {N_BYTES:,} bytes, found {len(data):,}", "is this a plan file?")
        return "", report
    if isinstance(data, str):
        text = data.removeprefix("\ufeff")
        return text, Report(text, source)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        report = Report(before, source)
        found = f"expected UTF-8, found the byte 0x{error.object[error.start]:02x}"
        report.add("not-utf8", len(before), found, "save the file as UTF-8")
        return "", report
    return text, Report(text, source)


def parse(text: str, report: Report) -> Node | None:
    """The one document of the text as nodes, or None where there is no telling what it says."""
    for found in islice(
        (_CONTROL if text.isascii() else _FORBIDDEN).finditer(text), N_SHOWN
    ):  # a picture is full of them
        message = f"expected printable text, found the character U+{ord(found[0]):04X}"
        report.add("control-character", found.start(), message, 'remove it, or write "\\u…" with its number in quotes')
    if report.n_mistakes:
        return None
    root = _build(_events(text, report), text, report)
    is_empty = root is None or (isinstance(root, Scalar) and root.is_empty)
    if is_empty and not report.n_mistakes:
        report.add("empty", 0, "expected a plan, found an empty file", "`acumen new` writes a plan to start from")
    return None if is_empty else root


def _events(text: str, report: Report) -> Iterator[yaml.Event]:
    """The parser's events until the text ends or stops being YAML, which is reported."""
    at = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            at = _at(event)
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and mark and mark.index >= len(text.rstrip()):
            mark = error.context_mark  # what was never closed is more to the point than the end of the file
        said = " ".join(part for part in (error.context, error.problem) if part)
        hint = next((hint for part, hint in _HINTS if part in said), _HINT)
        begun = error.context_mark.index if error.context_mark else 0
        end = error.problem_mark.index if error.problem_mark else len(text)
        if "flow" in said and (cut := CUT.search(text, begun, end)):
            hint = f"`{shorten(cut[1])[1:-1]}` behind a blank begins a comment: put the text in quotes"
        report.add("not-yaml", mark.index if mark else at, f"expected YAML, but {said}", hint)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # escapes of no character, version numbers too long
        report.add("not-yaml", at, f"expected YAML, but {shorten(str(error), 80)}", _HINT)


def _build(events: Iterator[yaml.Event], source: str, report: Report) -> Node | None:
    """Put nodes together until the first document ends; None if it never does."""
    stack: list[_Open] = []
    root: Node | None = None
    n_nodes = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            message = "expected one plan in a file, found a second document"
            report.add("several-documents", _at(event), message, "remove the line `---` or split the file")
            return root
        if isinstance(event, yaml.CollectionStartEvent):
            _check_decoration(event, report)
            stack.append(_Open(at=_at(event), is_mapping=isinstance(event, yaml.MappingStartEvent), children=[]))
        if isinstance(event, yaml.CollectionEndEvent):
            node = _close(stack.pop(), report)
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            node = _leaf(event, source, report)
        elif len(stack) <= N_DEEP:
            continue
        else:
            _too_deep(_at(event), report)
            return None
        n_nodes += 1
        if n_nodes > N_NODES:
            _too_many(node.at, report)
            return None
        if stack:
            stack[-1].children.append(node)
        else:
            root = node
    return None if stack else root


def _too_deep(at: int, report: Report) -> None:
    message = f"expected at most {N_DEEP} lists and mappings inside one another, found more"
    report.add("too-deep", at, message, "give parts of the plan a file of their own")


def _too_many(at: int, report: Report) -> None:
    message = f"expected at most {N_NODES:,} values, found more"
    report.add("too-many-values", at, message, "give parts of the plan a file of their own")


def _at(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _leaf(event: yaml.ScalarEvent | yaml.AliasEvent, source: str, report: Report) -> Node:
    """A text, or an alias, which is refused."""
    at = _at(event)
    if not isinstance(event, yaml.ScalarEvent):
        hint = 'write the value out, or in quotes if it is a text: "*text"'
        report.add("alias", at, f"expected a value, found the alias {shorten('*' + str(event.anchor))}", hint)
        return Unread(at=at)
    _check_decoration(event, report)
    text: str = event.value
    if not text.isascii() and _SURROGATE.search(text):
        report.add(
            "control-character", at, "expected a text, found half a character in it", "write the whole character"
        )
        return Unread(at=at)
    is_plain = bool(event.implicit[0])
    cut = CUT.match(source, event.end_mark.index) if is_plain and text and event.end_mark else None
    return Scalar(at=at, text=text, is_empty=not text and is_plain, cut=cut[1] if cut else "")


def _check_decoration(event: yaml.ScalarEvent | yaml.CollectionStartEvent, report: Report) -> None:
    """Refuse anchors and tags: a plan has no use for them, and they hide what is said."""
    if event.anchor is not None:
        found = shorten("&" + str(event.anchor))
        report.add("alias", _at(event), f"expected a value, found the anchor {found}", "remove it")
    if event.tag is not None:
        found = shorten(str(event.tag))
        report.add("tag", _at(event), f"expected a value, found the tag {found}", "remove it")


def _close(opened: _Open, report: Report) -> Node:
    """The finished list or mapping."""
    if not opened.is_mapping:
        return Sequence(at=opened.at, items=tuple(opened.children))
    entries: dict[str, tuple[Scalar, Node]] = {}
    pairs = iter(opened.children)
    for key, value in zip(pairs, pairs, strict=True):
        if isinstance(key, Unread):
            continue
        if not isinstance(key, Scalar):
            report.add(
                "key-not-text", key.at, "expected a word as a key, found a list or mapping", "write `key: value`"
            )
        elif key.text == "<<":
            report.add("merge-key", key.at, "expected a key, found the merge key `<<`", "write the keys out")
        elif key.text in entries:
            line = report.where(entries[key.text][0].at).line
            message = f"expected each key once, found {shorten(key.text)} again (first on line {line})"
            report.add("duplicate-key", key.at, message, "remove one of the two")
        else:
            entries[key.text] = (key, value)
    return MappingNode(at=opened.at, entries=tuple(entries.values()))
