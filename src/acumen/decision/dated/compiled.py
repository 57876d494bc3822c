"""The kernels compiled. Imported only when a grid is swept, or many steps of fixed hours."""

from typing import Any

from acumen.decision.backward_induction.compiled import bind
from acumen.decision.dated import dense_kernel, kernels, outlook_kernel

leave: Any = bind(kernels.leave)
carry: Any = bind(kernels.carry)
sweep: Any = bind(kernels.sweep, leave=leave, carry=carry)
follow: Any = bind(kernels.follow)
appraise: Any = bind(dense_kernel.appraise)
pays: Any = bind(dense_kernel.pays)
dense: Any = bind(dense_kernel.sweep, appraise=appraise, pays=pays)
_few: dict[str, Any] = {"appraise": appraise, "pays": pays}
for _name in (
    "believe",
    "within",
    "need_hours",
    "spread_hours",
    "weigh_step",
    "sort_members",
    "weigh_all",
    "weigh_any",
    "mark_useful",
    "mark_startable",
):
    _few[_name] = bind(getattr(outlook_kernel, _name), **_few)
_few["expect"] = bind(outlook_kernel.expect, **_few)
choose: Any = bind(outlook_kernel.choose, **_few)
choose_many: Any = bind(outlook_kernel.choose_many, choose=choose)
