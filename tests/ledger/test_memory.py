from acumen.ledger.memory import MemoryLedger
from acumen.testing.store_contract import StoreContract


class TestMemoryLedger(StoreContract):
    def open(self, place: str) -> MemoryLedger:
        del place
        return MemoryLedger()
