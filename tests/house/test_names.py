"""One word, one class: no public class name stands for two things in the package."""

import ast
from collections import defaultdict

from tests.house.source import PACKAGE

EXCUSED = {
    "Table": "what is shown (pages) and what was read from a file (tables): the word of both fields, and no module has both",
    "Column": "the same",
    "Section": "of a page, and of the list of verbs",
    "Way": "a way on in a drawn tree, and a way to read a column",
    "Reader": "of a record's bytes, and of a column's cells",
}


def test_no_public_class_name_is_given_twice() -> None:
    places = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(PACKAGE).as_posix())
    twice = {name: files for name, files in places.items() if len(files) > 1}
    assert len(places) > 300
    assert not {name: files for name, files in twice.items() if name not in EXCUSED}
    assert not set(EXCUSED) - set(twice), "excused, and no longer needed"
    rooms = [{file.split("/")[0] for file in files} for files in twice.values()]
    assert all(len(found) > 1 for found in rooms), "excused only between rooms"
