"""Reliabilities that somebody measured, with their sources; for decisions whose own committee was never judged twice."""

from __future__ import annotations

from dataclasses import dataclass

from acumen.errors import UsageError

ICLR = "public scores on OpenReview; random effects fitted by acumen (docs/studies-ratings.md)"
TALKED = "reviewers had talked, so two committees that do not talk agree less: an upper bound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A reliability by a short name: of one rater, or of a whole committee of `n_raters` where `is_committee`."""

    name: str
    what: str
    reliability: float  # of one rater, unless `is_committee`
    is_committee: bool
    n_raters: int  # as is usual there
    source: str
    note: str = ""

    @property
    def committee(self) -> float:
        """Of the mean of `n_raters` (Spearman–Brown), or as measured."""
        return self.reliability if self.is_committee else of_mean(self.reliability, self.n_raters)


def of_mean(reliability: float, n_raters: float) -> float:
    """k·ρ/(1 + (k−1)·ρ): the mean of k raters (Spearman 1910, Brown 1910)."""
    return n_raters * reliability / (1.0 + (n_raters - 1.0) * reliability)


def raters_for(reliability: float, wanted: float) -> float:
    """How many raters' mean has the `wanted` reliability in (0, 1): wanted·(1−ρ)/(ρ·(1−wanted)); inf where ρ is 0."""
    if not 0.0 < wanted < 1.0:
        raise UsageError(
            f"expected a wanted reliability between 0 and 1, found {wanted:g}", hint="write a figure between, like 0.8"
        )
    return float("inf") if reliability <= 0.0 else wanted * (1.0 - reliability) / (reliability * (1.0 - wanted))


PUBLISHED = (
    Published(
        name="neurips2014",
        what="NeurIPS 2014, papers judged by two committees",
        reliability=0.53,
        is_committee=True,
        n_raters=3,
        source="166 papers judged twice, 22 accepted by both, 43 by one (Cortes and Lawrence 2021, arXiv:2109.09774); "
        "tetrachoric correlation by acumen, 90 % from .33 to .69",
    ),
    Published(
        name="iclr2021-before",
        what="ICLR 2021, scores before the discussion",
        reliability=0.21,
        is_committee=False,
        n_raters=4,
        source=ICLR,
    ),
    Published(
        name="iclr2021",
        what="ICLR 2021, final scores",
        reliability=0.36,
        is_committee=False,
        n_raters=4,
        source=ICLR,
        note=TALKED,
    ),
    Published(
        name="iclr2022",
        what="ICLR 2022, final scores",
        reliability=0.42,
        is_committee=False,
        n_raters=4,
        source=ICLR,
        note=TALKED,
    ),
    Published(
        name="aibs-grants",
        what="biomedical grants, AIBS panels 2014 to 2017",
        reliability=0.37,
        is_committee=False,
        n_raters=3,
        source="scores of Gallo 2021 (figshare 12728087), in Erosheva, Martinkova and Lee 2021, "
        "J. R. Stat. Soc. A 184:904; fitted by acumen",
        note="panels had talked, so two that do not talk agree less: an upper bound",
    ),
    Published(
        name="journals",
        what="journals, two referees of one manuscript",
        reliability=0.34,
        is_committee=False,
        n_raters=2,
        source="48 studies, mean of intraclass and product-moment correlations (Bornmann, Mutz and Daniel 2010, "
        "PLoS ONE 5(12):e14331)",
    ),
)


def find(name: str) -> Published:
    """One of the table by its name; UsageError that lists them."""
    for entry in PUBLISHED:
        if entry.name == name.lower():
            return entry
    names = ", ".join(entry.name for entry in PUBLISHED)
    raise UsageError(
        f"expected a reliability from 0 to 0.99 or a published one, found {name!r}", hint=f"known: {names}"
    )
