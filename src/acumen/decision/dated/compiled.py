"""The kernels compiled. Imported only when a grid is swept, or many steps of fixed hours."""

from typing import Any

from acumen.decision.backward_induction.compiled import bind
from acumen.decision.dated import dense_kernel, kernels

leave: Any = bind(kernels.leave)
carry: Any = bind(kernels.carry)
sweep: Any = bind(kernels.sweep, leave=leave, carry=carry)
appraise: Any = bind(dense_kernel.appraise)
pays: Any = bind(dense_kernel.pays)
dense: Any = bind(dense_kernel.sweep, appraise=appraise, pays=pays)
