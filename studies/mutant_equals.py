"""Changes after which the program does the same, each with the reason."""

# (module below src/acumen, the line as it stands, what it became): the program does the same, for the reason given.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    (
        "desk/calibration/peers.py",
        "n_misses=sum(side < 0 for side, _ in sides),",
        "1",
    ): "sides of 0 were left out before",
    (
        "distributions/stopping.py",
        "return share if share > 0.0 else 0.5",
        "0.625",
    ): "how fast a root is found, not which",
    (
        "distributions/stopping.py",
        "at_low *= _weight(y, at_high) if side > 0 else 1.0",
        "1",
    ): "how fast a root is found, not which",
    (
        "distributions/stopping.py",
        "end = stop_at(math.log(success.at_hours)) if success.at_hours > 0.0 else Stop(0.0, chance, 0.0)",
        ">=",
    ): "an exact success of 0 hours is never left midway, so it is not asked",
    (
        "distributions/stopping.py",
        "side, narrow = 0, _TOLERANCE * min(max(1.0, abs(low)), scale)",
        "/",
    ): "how near a root is closed in on, beyond all digits that are shown",
    (
        "judgment/ratings/decisions.py",
        "N_FINE, N_COARSE, REACH = 4001, 321, 8.5  # nodes over ± so many prior sds: the trapezoid rule is exact to rounding",
        "4002",
    ): "one node more of a rule that is exact to rounding",
    (
        "distributions/random_streams.py",
        "tail = np.flatnonzero(square < 0.0)",
        "<=",
    ): "where both branches meet they give the same number",
    (
        "testing/store_contract.py",
        "assert [one.position for one in ledger.read(after=4, until=99)] == [5]",
        "100",
    ): "any number beyond the end of the ledger",
    (
        "decision/backward_induction/sweeping.py",
        "if columns.plain_seconds <= (LOADED_SECONDS if is_quick else PATIENCE_SECONDS):",
        "<",
    ): "which of two ways to the same figures is taken, and only at the very second",
    (
        "desk/sensitivity/restructuring.py",
        "(middle, high) if attempt.expected_spent_hours(middle) < HALF * attempt.mean_hours else (low, middle)",
        "<=",
    ): "a root that is halved in on: at the root itself either side is right",
    (
        "borders/files.py",
        'flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)',
        "1",
    ): "1 is O_WRONLY, and that is set already",
    (
        "testing/writers.py",
        "os.waitpid(child, 0)",
        "1",
    ): "the pipe is read to its end all the same, which waits for the child",
    (
        "borders/near.py",
        "found = same[:1] or nearest(own, sorted(files))",
        "2",
    ): "only the first of them is named",
    (
        "testing/power.py",
        "if rng.random() < 0.5:  # noqa: PLR2004 -- as often as not",
        ">=",
    ): "one of two ways, each as often as the other",
    (
        "testing/store_contract.py",
        "assert ledger.append([named(1, count=77)]) == head",
        "78",
    ): "any other number",
    (
        "judgment/calibration/fitting.py",
        "level, has = _levels(seen.labels[grouping], np.where(places >= 0, (places - first) // N_PARTS, -1))",
        "1",
    ): "columns of labels begin behind the shared ones, so that none is 0",
    (
        "desk/plans/overdue.py",
        "given_up = anew(1.0)",
        "1.25",
    ): "the chance of a step that is left at once is never used",
    (
        "decision/policies/varying.py",
        "self.n_evaluations = max(LEAST_EVALUATIONS, swept.layout.n_evaluations if swept else 0)",
        "1",
    ): "far below the least",
    (
        "planfile/validation.py",
        "if any(count > 1 for count in Counter(keys).values()):",
        "2",
    ): "ids that stand twice are refused again beside those of hypotheses and probes",
    (
        "tables/table.py",
        "ends = (*found.lines[1:], 1 << 60)",
        "2",
    ): "any number beyond the last line; and with lines[2:] columns would differ in length",
    (
        "distributions/special.py",
        "if tail > 0.25:  # noqa: PLR2004 -- as above",
        "0.3125",
    ): "where both ways give the same to rounding",
}
