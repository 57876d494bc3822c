"""Pages of drawn results as they were when somebody last looked at them: words, widths, digits, plurals, and what is left out.

`python -m tests.views.pinned_pages FOLDER` writes each page into a folder, to compare with those of before, and pins them anew.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from acumen.desk.front import schemas
from acumen.errors import AcumenError
from acumen.results.result import Form, Result
from acumen.views import registry
from tests.charts.pinned_pictures import define_chart
from tests.views.drawn_results import Draw

PINNED = Path(__file__).parent / "pinned_pages.json"
N_DRAWN, N_WHOLE, N_DIGITS = 20, 2, 5
N_PICTURES = 5
DRAWN = ("IdeasListed", "RatingsFitted", "Tree", "Why")  # whose pictures ask no more than that they can be drawn
FORMS: tuple[Form, ...] = ("markdown", "html", "csv", "jsonl")  # of the first N_WHOLE, besides the text


def kinds() -> dict[str, type[Result]]:
    """Every kind of result that is shown, by its name."""
    return {kind.__name__: kind for kind in sorted(schemas.kinds().values(), key=lambda kind: kind.__name__)}


@cache
def pages(name: str) -> tuple[str, ...]:
    """Its drawn results in words; where the parts of one contradict each other, the name of what was raised."""
    registry.install()
    return tuple(_page(kinds()[name], name, number) for number in range(N_DRAWN))


def _page(kind: type[Result], name: str, number: int) -> str:
    found = Draw(f"{name} {number}").value(kind)
    parts = list(_forms(found, is_whole=number < N_WHOLE))
    if name in DRAWN and number < N_PICTURES:
        parts.append(_picture(found))
    return "\f".join(parts)


def _picture(found: Result) -> str:
    try:
        return json.dumps(define_chart(found.chart()), indent=1)
    except (AcumenError, ArithmeticError) as error:
        return type(error).__name__


def _forms(found: Result, *, is_whole: bool) -> Iterator[str]:
    for form in ("text", *(FORMS if is_whole else ())):
        try:
            yield found.draw(form)
        except AcumenError as error:
            yield str(error)
        except (ArithmeticError, LookupError, RuntimeError, ValueError) as error:
            yield type(error).__name__


def pin(name: str) -> list[str]:
    """Each page as a few digits."""
    return [hashlib.sha256(page.encode()).hexdigest()[:N_DIGITS] for page in pages(name)]


def main(folder: str) -> None:
    """Write the pages, and pin them."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name in kinds():
        for number, page in enumerate(pages(name)):
            (place / f"{name}-{number}.txt").write_text(page, encoding="utf-8")
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(' '.join(pin(name)))}" for name in kinds())
    PINNED.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
