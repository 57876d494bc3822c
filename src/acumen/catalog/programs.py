"""Verbs about the program itself."""

from acumen.catalog.rows import Verb, option, place

PROGRAMS = (
    Verb(
        "help",
        "Say more about a command or a topic; alone, list the topics.",
        does="acumen.cli.helping:tell",
        takes=(
            place("words", "[COMMAND|TOPIC]", kind="words"),
            option("--all", "Every command with a line.", name="is_all"),
        ),
        needs="nothing",
    ),
)
