"""Pages drawn at random, of every kind of block, and what people could have written into them."""

from hypothesis import strategies as st

from acumen.pages import Block, Cell, Column, Facts, Gap, Headline, Hint, Page, Section, Span, Table, Text

HOSTILE = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "`code` ``` ````",
    "a|b\\|c",
    "**bold** __under__ ~~struck~~",
    "# head",
    "- item",
    "1. item",
    "> quoted",
    "$x$ <!-- &lt; &#60;",
    "https://evil.example www.evil.example",
    '"><img src=x onerror=alert(1)>',
    "\x1b[31mred\x1b[0m \x9b31m \u202eback\u2028line\u200b",
    "=HYPERLINK(1)",
)
WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
ROLES = st.sampled_from(["id", "claim", "chance", "command", None])
SPANS = st.builds(Span, WORDS, ROLES)
SAID = st.one_of(WORDS, SPANS, st.tuples(WORDS, SPANS))
CELLS = st.one_of(SAID, st.builds(lambda text, value: Cell(value, text, "hours"), WORDS, st.floats(0, 1e12)))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """With one to four columns, the first of words."""
    n = draw(st.integers(1, 4))
    widths = st.one_of(st.none(), st.integers(8, 16))
    columns = [Column(head=draw(WORDS), width=draw(widths), is_folded=draw(st.booleans()))]
    columns += [Column(head=draw(WORDS), width=draw(widths), is_right=draw(st.booleans())) for _ in range(n - 1)]
    rows = draw(st.lists(st.tuples(*[CELLS] * n), max_size=3))
    return Table(tuple(columns), tuple(rows), n_more=draw(st.integers(0, 2)), has_heads=draw(st.booleans()))


FACTS = st.builds(
    Facts, st.lists(st.lists(st.tuples(WORDS, CELLS), min_size=1, max_size=2).map(tuple), min_size=1).map(tuple)
)
PLAIN: st.SearchStrategy[Block] = st.one_of(
    st.builds(Headline, SAID, st.booleans()),
    st.builds(Text, SAID, st.integers(0, 4), st.integers(0, 6), st.one_of(st.just(""), WORDS)),
    st.builds(Hint, WORDS, WORDS),
    tables(),
    FACTS,
    st.just(Gap()),
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    PLAIN, st.builds(Section, SAID, st.lists(PLAIN, max_size=3).map(tuple)), PLAIN
)
PAGES: st.SearchStrategy[Page] = st.lists(BLOCKS, max_size=4).map(tuple)
