"""What every verb gives back: a plain value with a text for people and JSON for programs."""

import msgspec

from acumen.pages.fence import fence


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value; JSON has the names of its fields."""

    def to_json(self) -> str:
        """As JSON, indented."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def _repr_markdown_(self) -> str:
        """The same for a notebook."""
        return fence(str(self))
