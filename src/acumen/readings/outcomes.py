"""What words say of an outcome: yes, no, void, or only whether somebody's forecast was right."""
# ruff: noqa: RUF001 -- signs that look like others are what this is about

from typing import Literal, TypeAlias

from acumen.borders.signs import fold
from acumen.readings.misread import Misread, shorten
from acumen.readings.numbers import half_width

Outcome: TypeAlias = Literal["yes", "no", "void", "right", "wrong"]

YES = frozenset(
    {"1", "1.0", "yes", "y", "true", "t", "happened", "occurred", "came true", "succeeded", "success", "resolved yes"}
    | {"ja", "j", "oui", "o", "si", "sí", "sì", "s", "sim", "wahr", "vrai", "verdadero", "vero", "prawda", "waar", "sant"}
    | {"tak", "да", "はい", "是", "예", "verdadeiro", "sand", "sann", "tosi", "истина", "pravda", "igaz"}
    | {"doğru", "adevărat", "αληθές"}
    | {"kyllä", "ano", "igen", "evet", "da", "ναι", "так", "כן", "نعم", "ya", "taip", "jā", "jah", "真", "참", "có"}
)  # fmt: skip
NO = frozenset(
    {"0", "0.0", "no", "n", "false", "f", "did not happen", "didn't happen", "did not occur"}
    | {"failed", "failure", "resolved no"}
    | {"nein", "non", "não", "nao", "nie", "nee", "nej", "falsch", "faux", "falso", "fałsz", "onwaar", "falskt"}
    | {"нет", "いいえ", "否", "아니요", "不是"}
    | {"falsk", "usann", "epätosi", "ложь", "nepravda", "hamis", "yanlış", "yanliş", "fals", "ψευδές"}
    | {"ei", "ne", "nem", "hayır", "hayir", "nu", "όχι", "ні", "לא", "لا", "tidak", "nē", "偽", "假", "거짓", "không"}
    | {"not happened", "not occurred", "didn't occur", "did not come true"}
)  # fmt: skip
VOID = frozenset(
    {"void", "ambiguous", "annulled", "cancelled", "canceled", "cancel", "withdrawn", "invalid"}
    | {"ungültig", "annulliert", "storniert", "annulé", "annulée", "anulado", "anulada", "cancelado", "cancelada"}
    | {"annullato", "annullata", "unieważnione", "unieważniono", "anulowane", "anulowano", "vervallen"}
    | {"geannuleerd", "ongeldig", "ogiltig", "inställd", "отменено", "отменён", "аннулировано"}
    | {"無効", "中止", "无效", "取消"}
)  # fmt: skip
RIGHT = frozenset({"right", "correct", "hit", "won", "✓", "✔", "✅"})
WRONG = frozenset({"wrong", "incorrect", "miss", "missed", "lost", "✗", "✘", "❌"})
OPEN = frozenset(
    {"open", "pending", "unknown", "unresolved", "?", "tbd", "offen", "ausstehend", "ouvert", "en cours", "abierto"}
    | {"pendiente", "aberto", "pendente", "aperto", "otwarte", "öppen", "открыто", "未定", "未解決", "未知"}
)  # fmt: skip  # nothing is known yet


def read_as(text: str) -> Outcome | None:
    """What the word says; None where it says nothing."""
    word = fold(half_width(text)).rstrip(".!")
    for words, outcome in _MEANT:
        if word in words:
            return outcome
    return None


_MEANT: tuple[tuple[frozenset[str], Outcome], ...] = (
    (YES, "yes"), (NO, "no"), (VOID, "void"), (RIGHT, "right"), (WRONG, "wrong"),
)  # fmt: skip


def read_outcome(text: str) -> Literal["yes", "no", "void"] | Misread:
    """As it is typed. `right` is refused: the event happened, or the side of the forecast came true."""
    found = read_as(text)
    if found in {"right", "wrong"}:
        other = "no" if found == "right" else "yes"
        same = "yes" if found == "right" else "no"
        came = "it came true" if same == "yes" else "it did not come true"
        hint = f"write `{same}` if you mean that {came}, `{other}` if a forecast below 50 % was {found}"
        return Misread(code="outcome-sided", message=f"expected yes, no or void, found {shorten(text)}", hint=hint)
    if found is None:
        hint = "write `yes` or `no`, or `void` where nothing said of it is to count"
        return Misread(code="outcome-unreadable", message=f"expected yes, no or void, found {shorten(text)}", hint=hint)
    return found  # type: ignore[return-value]  # right and wrong are refused above
