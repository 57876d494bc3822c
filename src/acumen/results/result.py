"""What all results share: they can be written as JSON, shown by whichever face is there, and drawn where there is a picture."""

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

    def to_json(self) -> str:
        """As JSON, indented, with the names of the fields."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

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


class Batched(Result, frozen=True, kw_only=True):
    """How many commands were done, and how many of them failed."""

    n: int
    n_failed: int

    @property
    def is_whole(self) -> bool:
        """Whether none failed."""
        return self.n_failed == 0
