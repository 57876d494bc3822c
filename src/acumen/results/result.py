"""What all results share: they can be written as JSON, shown by whichever face is there, and drawn where there is a picture."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from acumen.charts import Chart

Form: TypeAlias = Literal["text", "markdown", "html", "csv", "tsv", "jsonl", "json", "mermaid", "graphviz"]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A finding. How it is shown is no business of its own: a face says that once, for all of them, in `shown_by`."""

    shown_by: ClassVar[Callable[["Result", Form], str] | None] = None
    drawn_by: ClassVar[Callable[..., "Chart"] | None] = None

    SCHEMA: ClassVar[int] = 1  # the version of its JSON: goes up with every key that goes or means something else
    BEFORE: ClassVar[tuple[str, ...]] = ()  # properties that JSON has too, before the fields,
    BEHIND: ClassVar[tuple[str, ...]] = ()  # and behind them
    WITHIN: ClassVar[str | None] = None  # a field whose own fields stand in its place in JSON

    @classmethod
    def schema_name(cls) -> str:
        """What its JSON Schema is called: `acumen check --schema NAME` writes it."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def schema_version(cls) -> str:
        """The name and the version of its JSON Schema, as every answer says it: `next/1`."""
        return f"{cls.schema_name()}/{cls.SCHEMA}"

    def to_dict(self) -> dict[str, Any]:
        """What JSON says, key by key."""
        keys: dict[str, Any] = {name: getattr(self, name) for name in self.BEFORE}
        keys["schema"] = self.schema_version()
        for name, key in zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True):
            value = getattr(self, name)
            keys |= msgspec.structs.asdict(value) if name == self.WITHIN else {key: value}
        return keys | {name: getattr(self, name) for name in self.BEHIND}

    def to_json(self) -> str:
        """As JSON, indented: the name of its schema, and the fields by their names."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=2).decode()

    def draw(self, form: Form = "text") -> str:
        """As text, or in another form that there is of it; as JSON where no face is there. UsageError for a form it lacks."""
        return Result.shown_by(self, form) if Result.shown_by else self.to_json()

    def __str__(self) -> str:
        """As the terminal shows it."""
        return self.draw()

    def _repr_markdown_(self) -> str:
        """As a notebook shows it."""
        return self.draw("markdown") if Result.shown_by else f"```json\n{self.to_json()}\n```\n"

    def _repr_html_(self) -> str | None:
        """The same for a notebook that shows HTML; None where no face is there."""
        return self.draw("html") if Result.shown_by else None

    def chart(self, **options: Any) -> "Chart":  # noqa: ANN401 -- each picture has options of its own
        """As a picture; TypeError where there is none of it."""
        if Result.drawn_by is None:
            raise TypeError("no face is there to draw it; `import acumen` first")
        return Result.drawn_by(self, **options)


class Words(Result, frozen=True, kw_only=True):
    """A text as it is."""

    text: str


LINE = "batch-line/1"  # the schema of what `batch` says of one command


class Batched(Result, frozen=True, kw_only=True):
    """How many commands were done, and how many of them failed."""

    n: int
    n_failed: int

    def to_json(self) -> str:
        """As JSON in a line, as what stands before it has one each."""
        return msgspec.json.encode(self.to_dict()).decode()

    @property
    def is_whole(self) -> bool:
        """Whether none failed."""
        return self.n_failed == 0
