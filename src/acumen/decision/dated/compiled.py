"""The kernels compiled. Imported only when a grid is swept."""

from typing import Any

from acumen.decision.backward_induction.compiled import bind
from acumen.decision.dated import kernels

leave: Any = bind(kernels.leave)
carry: Any = bind(kernels.carry)
sweep: Any = bind(kernels.sweep, leave=leave, carry=carry)
