"""What went into which file, and the text of a file that is shown."""

from shlex import quote

from acumen.results.ledgers import Exported, LedgerHere, LedgerPath
from acumen.results.plans import PlanWritten, Schema
from acumen.results.rubrics import RubricText


def write_new_plan(told: PlanWritten) -> list[str]:
    """What to do with a new plan."""
    what = "fill in every chance and hours" if told.is_to_be_filled else "edit it"
    return [f"wrote {told.file}; {what}, then: acumen next {quote(told.file)}"]


def write_exported(told: Exported) -> list[str]:
    """How many records."""
    return [f"wrote {told.file}: {told.n_records:,} records"]


def write_here(told: LedgerHere) -> list[str]:
    """A ledger and what it holds."""
    held = "empty" if told.n_records == 0 else f"{told.n_records:,} records"
    return [f"{' '.join(told.name.split())}: {held}"]


def write_path(told: LedgerPath) -> list[str]:
    """The file of the ledger, on a line whatever it is called."""
    return [told.path.replace("\n", "\N{SYMBOL FOR NEWLINE}")]


def write_schema(told: Schema) -> list[str]:
    """The document as it is."""
    return told.to_json().split("\n")


def write_text(told: RubricText) -> list[str]:
    """The text as it is."""
    return told.text.removesuffix("\n").split("\n")
