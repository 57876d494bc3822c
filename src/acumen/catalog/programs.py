"""Verbs about the program itself."""

from acumen.catalog.rows import Takes, Verb, option, place

SHELLS = ("bash", "zsh", "fish")

PROGRAMS = (
    Verb(
        "batch",
        "Do many commands in one process: a line of JSON for each.",
        does="acumen.cli.batching:run",
        takes=(place("file", "[FILE]", kind="input", default="-"),),
        help="""\
FILE is standard input unless given. A line is a list of words, such as
["predict", "It works", "70%"]; the answer to it is a line too: its number n,
the exit code, and the answer or the error of the command with --json.""",
        examples=('printf \'["status"]\\n["due"]\\n\' | acumen batch',),
        cost="long",
        needs="nothing",
        effect="appends",
        json="Write errors of its own as JSON too, and how many failed as a last line.",
        passes="is_whole",
        is_talk=True,
        is_for_a_terminal=True,
    ),
    Verb(
        "completion",
        "Write what completes commands and names in your shell.",
        does="acumen.cli.completing:script",
        takes=(Takes("shell", word="SHELL", kind="choice", choices=SHELLS, is_required=True),),
        help="""\
For bash, in ~/.bashrc: eval "$(acumen completion bash)"; for zsh the same with
zsh, in ~/.zshrc; for fish: acumen completion fish > a file of its own in
~/.config/fish/completions. Commands, options, files, and the plans, steps and
questions of the ledger are completed.""",
        examples=("acumen completion bash",),
        needs="nothing",
        is_for_a_terminal=True,
    ),
    Verb(
        "help",
        "Say more about a command or a topic; alone, list the topics.",
        does="acumen.cli.helping:tell",
        takes=(
            place("words", "[COMMAND|TOPIC]", kind="words"),
            option("--all", "Every command with a line.", name="is_all"),
        ),
        examples=("acumen help chances", "acumen help ideas rate"),
        needs="nothing",
        is_for_a_terminal=True,
    ),
)
