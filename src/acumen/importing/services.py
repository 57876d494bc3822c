"""Services whose tables are known by their columns, and what each column holds.

predictionbook  a scrape as flat CSV, github.com/diatkinson/predictionbook-analysis
manifold        bets joined with their markets, by the names of Manifold's interface (docs.manifold.markets/api)
jira            the CSV of an issue search, times in seconds (Atlassian, "Export search results"); dates with the month's name
gitlab          the CSV of issues, times in seconds (GitLab, "Export issues to CSV")
toggl           a project's tasks with what was estimated and tracked; its columns are unconfirmed: what Toggl documents of
                time entries (support.toggl.com, "Editing and uploading a CSV file") has no estimate
"""

import msgspec

from acumen.borders.signs import fold
from acumen.importing.mapping import Mapping
from acumen.tables.table import Table


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """Columns by which a table is known as the service's, and what all of them hold; the first name that is there counts."""

    head: tuple[tuple[str, ...], ...]  # of each tuple one
    columns: dict[str, tuple[str, ...]]
    written: Mapping = Mapping()  # how cells are written
    note: str = ""


SERVICES: dict[str, Service] = {
    "predictionbook": Service(
        head=(("number",), ("outcome",), ("user",), ("time",), ("time_known",), ("credence",)),
        columns={
            "prob": ("credence",),
            "outcome": ("outcome",),
            "question": ("number",),
            "person": ("user",),
            "at": ("time",),
            "known": ("time_known",),
        },
        written=Mapping(scale=100, yes=("right",), no=("wrong",)),
    ),
    "manifold": Service(
        head=(("probAfter",), ("createdTime",), ("question", "contractQuestion")),
        columns={
            "prob": ("probAfter",),
            "question": ("question", "contractQuestion"),
            "outcome": ("resolution",),
            "at": ("createdTime",),
            "known": ("resolutionTime",),
            "by": ("closeTime",),
            "person": ("userName", "userUsername", "username", "userId"),
        },
        written=Mapping(scale=1, void=("n/a", "mkt", "cancel", "cancelled")),
        note="The chance of a market after each bet. One resolved to a probability (MKT) or called off counts for nothing.",
    ),
    "jira": Service(
        head=(
            ("Issue key",),
            ("Original estimate", "Original Estimate", "Σ Original Estimate"),
            ("Time Spent", "Time spent", "Σ Time Spent"),
        ),
        columns={
            "question": ("Summary", "Issue key"),
            "hours": ("Original estimate", "Original Estimate", "Σ Original Estimate"),
            "taken": ("Time Spent", "Time spent", "Σ Time Spent"),
            "domain": ("Issue Type", "Project name", "Project key"),
            "person": ("Assignee",),
            "at": ("Created",),
            "known": ("Resolved", "Resolution Date"),
        },
        written=Mapping(unit="s", is_done_when_known=True),
    ),
    "gitlab": Service(
        head=(("Issue ID",), ("State",), ("Time Estimate",), ("Time Spent",)),
        columns={
            "question": ("Title",),
            "hours": ("Time Estimate",),
            "taken": ("Time Spent",),
            "domain": ("Milestone",),
            "person": ("Assignee Username", "Assignee"),
            "at": ("Created At (UTC)",),
            "known": ("Closed At (UTC)",),
        },
        written=Mapping(unit="s", is_done_when_known=True),
    ),
    "toggl": Service(
        head=(
            ("Task",),
            ("Estimated hours", "Estimate", "Estimated time"),
            ("Tracked hours", "Tracked time", "Duration"),
        ),
        columns={
            "question": ("Task",),
            "hours": ("Estimated hours", "Estimate", "Estimated time"),
            "taken": ("Tracked hours", "Tracked time", "Duration"),
            "domain": ("Project", "Client"),
            "person": ("User", "Assignee", "Member"),
            "known": ("End date",),
            "at": ("Start date",),
        },
    ),
}


def find_service(table: Table) -> str | None:
    """The service whose columns these are."""
    names = {fold(name) for name in table.columns}
    for service, known in SERVICES.items():
        if all(any(fold(name) in names for name in either) for either in known.head):
            return service
    return None


def map_service(service: str, table: Table, told: Mapping) -> Mapping:
    """What a service's columns hold, as far as they are there; what is told goes before."""
    known = SERVICES[service]
    by_name = {fold(name): name for name in table.columns}
    found: dict[str, str] = {}
    for what, names in known.columns.items():
        there = [by_name[fold(name)] for name in names if fold(name) in by_name]
        if there:
            found[what] = there[0]
    written = {name: value for name in known.written.__struct_fields__ if (value := getattr(known.written, name))}
    given = {name: value for name in told.__struct_fields__ if (value := getattr(told, name))}
    return msgspec.structs.replace(told, **{**written, **found, **given})
