from pathlib import Path

from acumen.testing.store_contract import StoreContract


class TestSqliteLedger(StoreContract):
    OPENER = "acumen.ledger.sqlite:SqliteLedger"

    def files(self, place: str) -> list[Path]:
        folder = Path(place).parent
        return list(folder.iterdir()) if folder.exists() else []
