import pytest

from acumen.inputs.matching import domain_key, fold, is_of_domain


@pytest.mark.parametrize("text", ["It works", " it  WORKS. ", "It works?!", "it works ..."])
def test_claims_are_the_same_but_for_capitals_spaces_and_what_ends_them(text: str) -> None:
    assert fold(text) == "it works"


def test_an_accent_is_the_same_however_it_is_composed() -> None:
    assert fold("Caf\u00e9") == fold("Cafe\u0301") != fold("Cafe")


@pytest.mark.parametrize(
    ("domain", "wanted", "belongs"),
    [
        ("infra", None, True),
        (None, None, True),
        ("infra", "Infra ", True),
        ("infra", "infr", False),
        (None, "infra", False),
        (None, "", True),
        ("infra", "", False),
    ],
)
def test_something_is_of_a_domain_by_its_spelling_and_all_is_where_none_is_asked_for(
    domain: str | None,
    wanted: str | None,
    belongs: bool,  # noqa: FBT001
) -> None:
    assert is_of_domain(domain, wanted) is belongs


def test_what_has_no_domain_has_no_key() -> None:
    assert domain_key(None) is None
    assert domain_key(" Infra ") == "infra"
