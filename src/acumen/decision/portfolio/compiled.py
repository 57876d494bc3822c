"""The kernels compiled. Imported only when something is swept."""

from typing import Any

from acumen.decision.backward_induction.compiled import bind
from acumen.decision.portfolio import kernels

begin: Any = bind(kernels.begin)
sweep: Any = bind(kernels.sweep, begin=begin)
follow: Any = bind(kernels.follow)
alone: Any = bind(kernels.alone, begin=begin)
