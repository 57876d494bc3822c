import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from acumen.testing.store_contract import StoreContract

MEMORY = Path("/dev/shm")  # noqa: S108 -- a disk in memory; a killed process leaves it as it would any other


class TestSqliteLedger(StoreContract):
    OPENER = "acumen.ledger.sqlite:SqliteLedger"

    @pytest.fixture
    def place(self) -> Iterator[str]:
        """On a disk in memory where there is one: thousands of commits take minutes on a busy one."""
        fast = MEMORY if os.access(MEMORY, os.W_OK) else None
        with tempfile.TemporaryDirectory(dir=fast) as folder:
            yield str(Path(folder) / "kept" / "ledger")

    def files(self, place: str) -> list[Path]:
        folder = Path(place).parent
        return list(folder.iterdir()) if folder.exists() else []
