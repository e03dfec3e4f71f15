"""How much does it say that an outside event lay near the start of an outage; and is that said honestly.

Data: public outage notices of one operator, and the public power cuts of the utility in the same
province. The two feeds know nothing of each other.

- **Start**: an outage notice that names a municipality of the power feed, when it was first seen.
- **Near**: a cut of `CUSTOMERS_FROM` customers or more in the same municipality, under way then or
  begun in the hour before, as the product's own rule says (`find_changes`). The feed keeps only a
  cut's largest size, so the size is known here a little earlier than it was.
- **Placebo instants**: the same municipality, weekday and time of day one to four weeks earlier, as
  far as the feed reaches back.

In the order of time: each start is judged with the strength counted over the starts before it, and
counts only then. The strength is honest when the share of overlaps it calls beyond chance is the
share that real starts have beyond placebo instants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from intera.experience.scores import find_interval
from intera.model.confidence import Confidence
from intera.model.ids import RegionId, ServiceId
from intera.model.impact import HarmLevel, Impact, Visibility
from intera.model.recurrence import ChangeKind, ChangeStrength, Fit, PlannedWork
from intera.recurrence.learn_strength import learn_strengths
from intera.recurrence.strength import beyond_placebo, placebo_instants, say_strength
from intera.recurrence.what_changed import find_changes
from intera.workflows.evaluation import (
    BadDataError,
    DataFiles,
    Evaluation,
    draw_resamples,
    say_interval,
    split_instant,
)
from intera.workflows.outage_notices import OutageNotice, find_notices, read_notices
from intera.workflows.power_cuts import PowerCut, find_cuts, read_cuts, work_of_cut

TASK = "changes"
# Source: the measurement of the data set's README, cuts of this size overlap outages.
CUSTOMERS_FROM = 200

Works = Mapping[str, Sequence[PlannedWork]]


@dataclass(frozen=True, slots=True)
class JudgedStart:
    """One start as judged then, with what its placebo instants would have been told."""

    start_at: datetime
    is_near: bool
    fits: bool
    placebos_near: int
    placebos_fit: int
    placebos: int
    beyond: Fraction
    strength: ChangeStrength


def evaluate_changes(folder: Path, *, split_at: datetime | None = None) -> Evaluation:
    """How often power cuts lie near starts and near placebo instants, and what the product made of it.

    Args:
        folder: a folder that holds both data sets.
        split_at: the first instant scored; None for the default share of the starts.

    Returns:
        The evaluation; a baseline counts cuts of any size, and one takes each overlap for real.

    Raises:
        BadDataError: one of the two is missing, or no start lies in a municipality of the feed.
    """
    notice_files, cut_files = find_notices(folder), find_cuts(folder)
    cuts = read_cuts(cut_files)
    notices = in_reach(read_notices(notice_files), cuts)
    split = split_instant([notice.first_seen_at for notice in notices], split_at)
    judged = judge_starts(notices, cuts, CUSTOMERS_FROM)
    later = [one for one in judged if one.start_at >= split]
    any_size = judge_starts(notices, cuts, 1)
    files = DataFiles((*notice_files.paths, *cut_files.paths))
    flagged = [one for one in later if one.fits]
    return Evaluation(
        task=TASK,
        path=str(folder),
        sha256=files.sha256,
        split_at=split,
        rows=len(later),
        metrics={
            **_shares(later),
            "timing_fits_count": len(flagged),
            "timing_fits_share": _share_interval([one.fits for one in later]),
            "timing_fits_placebo_share": _ratio(sum(o.placebos_fit for o in later), sum(o.placebos for o in later)),
            "stated_beyond_placebo": _mean([one.beyond for one in flagged]),
            "nothing_known_share": _share_interval([not one.is_near for one in later]),
            "said_last": say_strength(judged[-1].strength),
            "restoration_promises": _promises(cuts, split),
        },
        baselines={
            "any_size": _shares([one for one in any_size if one.start_at >= split]),
            "every_overlap_taken_for_real": {"stated_beyond_placebo": 1.0},
        },
    )


def in_reach(notices: Sequence[OutageNotice], cuts: Sequence[PowerCut]) -> list[OutageNotice]:
    """Notices in a municipality of the feed, begun while the feed reaches far enough for a placebo."""
    places = {cut.municipality for cut in cuts}
    since_at, until_at = cuts[0].off_at, max(cut.ended_at for cut in cuts)
    found = [
        notice
        for notice in notices
        if notice.town in places and placebo_instants(notice.first_seen_at)[0] >= since_at
        if notice.first_seen_at <= until_at
    ]
    if not found:
        raise BadDataError("no outage lies in a place and time of the power feed; give a folder that holds both sets")
    return found


def _by_place(cuts: Sequence[PowerCut], customers_from: int) -> Works:
    works: dict[str, list[PlannedWork]] = {}
    for cut in cuts:
        if cut.customer_count >= customers_from:
            works.setdefault(cut.municipality, []).append(work_of_cut(cut))
    return works


def judge_starts(notices: Sequence[OutageNotice], cuts: Sequence[PowerCut], customers_from: int) -> list[JudgedStart]:
    """Every start as the product judged it with the strength counted before it.

    Args:
        notices: in reach of the feed, in order of first sight.
        cuts: the feed, in order of start.
        customers_from: the smallest cut taken in, customers.

    Returns:
        The judgements, in order of time.
    """
    works, since_at = _by_place(cuts, customers_from), cuts[0].off_at
    strength = ChangeStrength(ChangeKind.POWER)
    judged: list[JudgedStart] = []
    for notice in notices:
        here = works.get(notice.town, ())
        impact = _impact_of(notice)
        fit = _fit_at(impact, here, notice.first_seen_at, strength)
        instants = [one for one in placebo_instants(notice.first_seen_at) if one >= since_at]
        placebo_fits = [_fit_at(impact, here, one, strength) for one in instants]
        placebos_near = sum(one is not None for one in placebo_fits)
        beyond = beyond_placebo(strength)
        (strength,) = learn_strengths((strength,), impact, here, heard_since={ChangeKind.POWER: since_at})
        judged.append(
            JudgedStart(
                start_at=notice.first_seen_at,
                is_near=fit is not None,
                fits=fit is Fit.FITS,
                placebos_near=placebos_near,
                placebos_fit=sum(one is Fit.FITS for one in placebo_fits),
                placebos=len(instants),
                beyond=beyond,
                strength=strength,
            )
        )
    return judged


def _fit_at(impact: Impact, works: Sequence[PlannedWork], at: datetime, strength: ChangeStrength) -> Fit | None:
    """What the product says had harm begun then: its best fit, None where nothing is known."""
    moved = replace(impact, assessed_at=at, onset_at=at)
    found = find_changes(moved, works, None, at=at, strengths=(strength,))
    return found[0].fit if found else None


def _impact_of(notice: OutageNotice) -> Impact:
    """The part of an impact that "what changed" looks at: the place and the start."""
    return Impact(
        assessed_at=notice.first_seen_at,
        service_id=ServiceId("all-services"),
        service_name="All services",
        region_ids=(RegionId(notice.town),),
        regions=(),
        partner_code=None,
        harm=HarmLevel.FULL,
        customers=None,
        accounts=(),
        visibility=Visibility.CUSTOMER_VISIBLE,
        visibility_reason="published",
        confidence=Confidence(Fraction(1), "published"),
        evidence=(),
        onset_at=notice.first_seen_at,
    )


def _shares(judged: Sequence[JudgedStart]) -> dict[str, object]:
    """How often something was near a start, near placebo instants, and the share beyond chance, with intervals."""
    near = [one.is_near for one in judged]
    placebo = [one.placebos_near / one.placebos for one in judged]
    resamples = draw_resamples(len(judged))
    return {
        "overlap_share": _share_interval(near),
        "placebo_share": say_interval(find_interval(lambda p, _: sum(p) / len(p), placebo, near, resamples=resamples)),
        "beyond_placebo": say_interval(find_interval(_beyond_of, placebo, near, resamples=resamples)),
    }


def _beyond_of(placebo: Sequence[float], near: Sequence[bool]) -> float | None:
    """Of the overlaps with a start, the share that placebo instants do not account for."""
    return 1 - sum(placebo) / sum(near) if any(near) else None


def _share_interval(held: Sequence[bool]) -> dict[str, float | None]:
    resamples = draw_resamples(len(held))
    return say_interval(find_interval(lambda _, y: sum(y) / len(y), [0.0] * len(held), held, resamples=resamples))


def _promises(cuts: Sequence[PowerCut], split: datetime) -> dict[str, object]:
    """How many cuts of the later part were over by the first, and by the last, time promised."""
    later = [cut for cut in cuts if cut.off_at >= split]
    first = [cut.ended_at <= cut.first_promise_at for cut in later if cut.first_promise_at]
    last = [cut.ended_at <= cut.last_promise_at for cut in later if cut.last_promise_at]
    return {
        "cut_count": len(later),
        "promised_share": _ratio(len(first), len(later)),
        "over_by_first_share": _ratio(sum(first), len(first)),
        "over_by_last_share": _ratio(sum(last), len(last)),
    }


def _mean(shares: Sequence[Fraction]) -> float | None:
    return _ratio(sum(shares, Fraction(0)), len(shares))


def _ratio(part: int | Fraction, whole: int) -> float | None:
    return round(float(Fraction(part) / whole), 4) if whole else None
