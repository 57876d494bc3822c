"""Texts of many countries in the code pages of their machines: read right, or asked about, and never in wrong letters."""
# ruff: noqa: RUF001 -- signs that look like others are what this is about

import pytest

from acumen.errors import UsageError
from acumen.tables.encoding import decode

CLAIMS = {
    "cp1252": (
        (
            "La réplique réussit-elle ?",
            "Le modèle dépasse la référence",
            "L’expérience coûtera 1\xa0000 €",
            "Ça marche déjà",
        ),
        ("La replica riuscirà", "Più di dieci città", "Perché no", "È vero", "Sarà così"),
        ("¿Se replicará el estudio?", "El año próximo lloverá", "Más niños", "¡Sí!"),
        ("A replicação não falhará", "São Paulo terá eleições", "Três questões"),
        ("Größe über 5 %", "Mädchen schlägt", "„Straße“ wird gesperrt", "Café öffnet"),
        ("Kommer försöket att lyckas", "Åska i helgen", "På måndag"),
        ("Bliver prøven færdig", "Årets første sne", "Køb æg"),
        ("Það verður kalt", "Íslenska krónan", "Þingið samþykkir"),
        ("Tämä päättyy hyvin", "Yö on pitkä"),
        ("“Quoted” – dash", "it rains—again", "10 m² at 5 °C", "£5 → no".replace("→", "±"), "résumé"),
    ),
    "cp1250": (
        ("Zażółć gęślą jaźń", "Czy się uda", "Będzie śnieg"),
        ("Bude příští rok sněžit", "Náš tým vyhraje", "Dům bude hotový"),
        ("Ďalší rok bude dážď", "Kôň vyhrá", "Čo príde"),
        ("Erős eső lesz", "Jövőre győzünk", "Tűz lesz", "Az autó elindul"),
        ("Hoće li kišiti", "Čekamo odluku", "Noć u gradu", "Đaci"),
    ),
    "iso8859-2": (("Bude příští rok sněžit", "Náš tým vyhraje"), ("Hoće li kišiti", "Čekamo odluku", "Noć u gradu")),
    "cp1254": (("Yağmur yağacak mı", "Işık açılacak", "Şirket büyüyecek", "Gelecek yıl"),),
    "cp1257": (("Kaina didės šiemet", "Žmonės laimės"), ("Õhtul on jää", "Võidame")),
    "cp932": (("明日は雨が降る", "カタカナ"),),
}
FOREIGN = {
    "mac-roman": ("déjà vu", "Pågår", "canción", "Ça va", "für", "città", "Prüfung übermorgen"),
    "cp850": ("déjà vu", "Pågår", "canción", "Ça va", "für"),
    "iso8859-15": ("cœur", "5 €"),
    "cp852": ("Náš", "źródło"),
    "cp1251": ("Пойдёт ли дождь", "Да", "на на"),
    "koi8-r": ("Пойдёт ли дождь",),
    "cp866": ("Пойдёт ли дождь",),
    "cp1253": ("Θα βρέξει αύριο",),
    "cp1255": ("האם ירד גשם",),
    "cp1256": ("هل ستمطر غدا",),
    "gb18030": ("明天会下雨",),
    "big5": ("明天會下雨",),
    "cp949": ("내일 비가 온다",),
    "cp874": ("พรุ่งนี้ฝนตก",),
}


def table(claims: tuple[str, ...]) -> str:
    return "claim,chance\n" + "".join(f"{claim},0.7\n" for claim in claims)


@pytest.mark.parametrize(("page", "claims"), [(page, one) for page, all_ in CLAIMS.items() for one in all_])
def test_a_text_is_read_in_the_letters_of_its_language(page: str, claims: tuple[str, ...]) -> None:
    text = table(claims)
    assert decode(text.encode(page), source="t.csv").text == text
    for claim in claims:  # of a line alone less can be told
        try:
            found = decode(table((claim,)).encode(page), source="t.csv")
        except UsageError as error:
            assert "--encoding" in error.hint  # noqa: PT017
        else:
            assert found.text == table((claim,)) or found.bad_lines


@pytest.mark.parametrize(("page", "claim"), [(page, one) for page, all_ in FOREIGN.items() for one in all_])
def test_letters_of_no_page_that_is_told_apart_are_asked_about(page: str, claim: str) -> None:
    with pytest.raises(UsageError, match="can't tell in which encoding"):
        decode(table((claim,)).encode(page), source="t.csv")


def test_what_may_be_two_words_is_refused_with_both_and_the_options() -> None:
    with pytest.raises(UsageError, match=r"'Czy siê' \(cp1252\)|'siê' \(cp1252\) or 'się' \(cp1250\)") as caught:
        decode(table(("Czy się uda",)).encode("cp1250"), source="t.csv")
    assert caught.value.hint == "say which: --encoding cp1252 or --encoding cp1250"
