"""The board of success: does the product do what it was brought in for, measured by itself, blanks left blank.

Roles, sides and pages are counted, people never. Source: PRODUCT success metrics M1 to M5, H4; issue 4, section 8.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from intera.coordination.escalation_noise import ContactRate, EscalationNoise, PromiseState
from intera.coordination.success import EarlyFinds, MetricState, RateMetric, ShareMetric
from intera.model.board import Board, BoardCell, BoardFigure, BoardTable
from intera.model.contact import AskedBy
from intera.model.operator import Operator
from intera.model.share import Share
from intera.roles.package import RolePackage
from intera.roles.relative import LocalClock, duration
from intera.roles.wording import count, joined, plural

WINDOW_DAYS = 30
_HALF = Fraction(1, 2)
_HOUR_S = 3600
_PAGES_AT_MOST = 20
_STATES = {
    MetricState.RECORDED: ("Recorded", "ok"),
    MetricState.PENDING: ("Pending", "quiet"),
    MetricState.NOT_APPLICABLE: ("Not applicable", "quiet"),
    MetricState.INVALID: ("Invalid", "late"),
}
_PROMISES = {
    PromiseState.NONE_YET: "Before the first promise",
    PromiseState.IN_TIME: "A promise stands, none is overdue",
    PromiseState.OVERDUE: "A promise is overdue",
}
_SIDES = {
    AskedBy.CARE: "Customer Care",
    AskedBy.CUSTOMER: "Customers",
    AskedBy.PARTNER: "Partners",
    AskedBy.SALES: "Sales",
}
_PAGES = {
    "/": "First page",
    "/incidents/{incident_id}": "One incident",
    "/incidents/{incident_id}/write": "Composer",
    "/incidents/{incident_id}/briefing": "Incident briefing",
    "/briefing": "Shift briefing",
    "/narratives": "Narratives",
    "/promises": "Promises",
    "/repeats": "Repeats",
    "/quality": "Service quality",
    "/severity": "Severity measured",
    "/success": "Success",
    "/sources": "Sources",
    "/trail": "Decision trail",
    "/guide": "Guide",
    "/care/accounts": "Find an account",
    "/care/accounts/{account_id}": "One account",
}


@dataclass(frozen=True, slots=True)
class RoleReads:
    """How often one role read one page in the window; `page` is the page's address without what it is about."""

    role_slug: str
    page: str
    read_count: int


@dataclass(frozen=True, slots=True)
class Success:
    """What the board is made of.

    `owned` are the patterns that came back and have an owner; `agreement` the open incidents of which every
    role reads the same state; `since_at` when this installation's record begins.
    """

    asking: RateMetric
    telling: ShareMetric
    repeating: ShareMetric
    owned: Share
    finding: EarlyFinds
    noise: EscalationNoise
    reads: tuple[RoleReads, ...]
    agreement: Share
    since_at: datetime


@dataclass(frozen=True, slots=True)
class _Row:
    """One metric in words."""

    code: str
    name: str
    state: MetricState
    value: str
    sub: str
    before: str
    why: str
    counts: str
    brief: str


def release_success(success: Success, operator: Operator, packages: Sequence[RolePackage], *, at: datetime) -> Board:
    """The board of success in plain words.

    Args:
        success: the metrics.
        operator: whose clock applies.
        packages: the role packages shipped, in their order.
        at: the instant it holds at.

    Returns:
        The board: five metrics, then what the noise and the reading are made of.
    """
    clock = LocalClock(operator.zone, at)
    rows = (_asking(success), _telling(success), _repeating(success), _finding(success), _one_truth(success, packages))
    return Board(
        name="success",
        as_of_at=at,
        lead=_lead(rows),
        lead_sub=f"Measured by this installation about itself, on record since {clock.date(success.since_at)}.",
        figures=tuple(_figure(row) for row in rows),
        tables=(_metrics(rows), _noise(success), _sides(success.noise), _reads(success.reads, packages)),
    )


def _lead(rows: Sequence[_Row]) -> str:
    recorded = [row for row in rows if row.state is MetricState.RECORDED]
    blanks = [
        f"{number} {_STATES[state][0].lower()}"
        for state in MetricState
        if state is not MetricState.RECORDED and (number := sum(row.state is state for row in rows))
    ]
    if not blanks:
        return "All five success metrics are on record."
    return f"{len(recorded)} of {len(rows)} success metrics are on record, {joined(blanks)}."


def _figure(row: _Row) -> BoardFigure:
    if row.state is not MetricState.RECORDED:
        return BoardFigure(row.name, "No figure", _STATES[row.state][0].lower())
    return BoardFigure(row.name, row.value, row.brief)


def _metrics(rows: Sequence[_Row]) -> BoardTable:
    return BoardTable(
        key="metrics",
        title="The five metrics",
        note="A metric without a figure says what it waits for; it is never shown as nought.",
        columns=("Metric", f"Last {WINDOW_DAYS} days", f"{WINDOW_DAYS} days before", "State", "What it counts"),
        rows=tuple(_metric_row(row) for row in rows),
    )


def _metric_row(row: _Row) -> tuple[BoardCell, ...]:
    said, kind = _STATES[row.state]
    is_recorded = row.state is MetricState.RECORDED
    return (
        BoardCell(f"{row.code} {row.name}"),
        BoardCell(row.value, row.sub, "num") if is_recorded else BoardCell("no figure", "", "quiet"),
        BoardCell(row.before, "", "num") if row.before else BoardCell("no figure", "", "quiet"),
        BoardCell(said, row.why, kind),
        BoardCell(row.counts),
    )


def _asking(success: Success) -> _Row:
    metric = success.asking
    asked = f"{plural(metric.now.count, 'ask')} in {_hours(metric.now.impact_s)}"
    return _Row(
        code="M1",
        name="Asks per hour of impact",
        state=metric.state,
        value=_rate(metric.now),
        sub=f"{asked}{_rate_range(metric.now)} per hour",
        before=f"{_rate(metric.before)} per hour" if metric.before else "",
        why=metric.why,
        counts="Contacts of Care and Sales that ask what is happening, in hours in which customers were hit."
        " Fewer is better.",
        brief=f"{_rate(metric.before)} before" if metric.before else "per hour of impact",
    )


def _telling(success: Success) -> _Row:
    return _share_row(
        ("M2", "Told with checkpoints", "incidents customers felt"),
        success.telling,
        "Of the incidents customers felt: a promise given and none missed, customers told, nothing corrected, and"
        " the same next update for every audience.",
    )


def _repeating(success: Success) -> _Row:
    row = _share_row(
        ("M3", "Repeats", "events"), success.repeating, "Events that came back within their window. Fewer is better."
    )
    if not success.owned.total_count:
        return row
    owned = f"{count(success.owned.count)} of {plural(success.owned.total_count, 'pattern')} owned"
    return replace(row, sub=f"{row.sub}; {owned}")


def _finding(success: Success) -> _Row:
    row = _share_row(
        ("M4", "VIP and partner trouble found first", "such incidents"),
        success.finding.share,
        "Incidents with a VIP account or a partner in reach that our own sources reported before anybody there"
        " told us.",
    )
    leads = success.finding.lead_s
    if not leads:
        return row
    middle = leads[len(leads) // 2]
    when = f"in the middle {duration(abs(middle))} {'before' if middle >= 0 else 'after'} they told us"
    return replace(row, sub=f"{row.sub}; {when}")


def _one_truth(success: Success, packages: Sequence[RolePackage]) -> _Row:
    reading = {one.role_slug for one in success.reads if one.read_count}
    roles = [package for package in packages if package.slug in reading]
    said = f"{len(roles)} of {len(packages)} roles"
    same = success.agreement
    agreed = f"{_of(same)} open incidents are the same for all" if same.total_count else "no incident is open"
    is_read = bool(success.reads)
    return _Row(
        code="M5",
        name="Roles that read it",
        state=MetricState.RECORDED if is_read else MetricState.PENDING,
        value=said,
        sub=agreed,
        before="",
        brief="in the last 30 days",
        why="" if is_read else "no page has been read since reads are counted",
        counts="Roles that read at least one page, and whether all of them read the same state of each open incident."
        " Counted by role, never by person.",
    )


def _share_row(named: tuple[str, str, str], metric: ShareMetric, counts: str) -> _Row:
    code, name, things = named
    open_words = f"; {count(metric.pending_count)} not over and not counted" if metric.pending_count else ""
    return _Row(
        code=code,
        name=name,
        state=metric.state,
        value=_percent(metric.now),
        sub=f"{_of(metric.now)} {things}{_range(metric.now)}{open_words}",
        before=f"{_percent(metric.before)}, {_of(metric.before)}" if metric.before else "",
        why=metric.why,
        counts=counts,
        brief=_of(metric.now),
    )


def _noise(success: Success) -> BoardTable:
    noise, is_blank = success.noise, success.asking.state is MetricState.PENDING
    left_out = [
        words
        for number, words in (
            (noise.unplaced_count, f"{count(noise.unplaced_count)} outside the impact of an incident"),
            (noise.invalid_count, f"{count(noise.invalid_count)} older than the incident they name"),
        )
        if number
    ]
    not_counted = f"; not counted: {joined(left_out)}" if left_out else ""
    return BoardTable(
        key="noise",
        title="What is happening? Before and after a checkpoint",
        note=f"Contacts in hours of impact, by what was promised then{not_counted}.",
        columns=("While", "Hours of impact", "Asked", "Per hour", "Likely range"),
        rows=() if is_blank else tuple(_rate_row(_PROMISES[key], rate) for key, rate in noise.by_promise.items()),
        empty="No contact has been recorded yet, so silence says nothing.",
    )


def _sides(noise: EscalationNoise) -> BoardTable:
    return BoardTable(
        key="sides",
        title="Who asks",
        note="The same contacts by the side they came from.",
        columns=("Side", "Hours of impact", "Asked", "Per hour", "Likely range"),
        rows=tuple(_rate_row(_SIDES[side], rate) for side, rate in noise.by_side.items() if rate.count),
        empty="Nobody asked what is happening in an hour of impact.",
    )


def _rate_row(name: str, rate: ContactRate) -> tuple[BoardCell, ...]:
    if not rate.impact_s:
        blank = BoardCell("no figure", "no hour of impact", "quiet")
        return (
            BoardCell(name),
            BoardCell("0", "", "num"),
            BoardCell(count(rate.count), "", "num"),
            blank,
            BoardCell(""),
        )
    return (
        BoardCell(name),
        BoardCell(_decimal(Fraction(rate.impact_s, _HOUR_S)), "", "num"),
        BoardCell(count(rate.count), "", "num"),
        BoardCell(_rate(rate), "", "num"),
        BoardCell(_rate_range(rate).removeprefix(", "), "", "num"),
    )


def _reads(reads: Sequence[RoleReads], packages: Sequence[RolePackage]) -> BoardTable:
    total: dict[str, int] = {}
    by_cell: dict[tuple[str, str], int] = {}
    for one in reads:
        total[one.page] = total.get(one.page, 0) + one.read_count
        by_cell[one.page, one.role_slug] = one.read_count
    pages = sorted(total, key=lambda page: (-total[page], page))[:_PAGES_AT_MOST]
    return BoardTable(
        key="reads",
        title="What is read",
        note=f"Pages by role in the last {WINDOW_DAYS} days. Nobody's reading is kept by name.",
        columns=("Page", *(package.title for package in packages)),
        rows=tuple(
            (
                BoardCell(_PAGES.get(page, page)),
                *(BoardCell(count(by_cell.get((page, package.slug), 0)), "", "num") for package in packages),
            )
            for page in pages
        ),
        empty="No page has been read since reads are counted.",
    )


def _percent(share: Share) -> str:
    return "none" if share.ratio is None else f"{int(share.ratio * 100 + _HALF)}%"


def _of(share: Share) -> str:
    return f"{count(share.count)} of {count(share.total_count)}"


def _range(share: Share) -> str:
    if share.low_ratio is None or share.high_ratio is None or share.is_too_few:
        return ", too few to say more" if share.total_count else ""
    low, high = (ratio.numerator * 100 // ratio.denominator for ratio in (share.low_ratio, share.high_ratio))
    return f", {low} to {min(100, high + 1)}%"


def _rate(rate: ContactRate) -> str:
    return "none" if rate.per_hour is None else _decimal(rate.per_hour)


def _rate_range(rate: ContactRate) -> str:
    bounds = rate.bounds_per_hour
    return "" if bounds is None else f", {_decimal(bounds[0])} to {_decimal(bounds[1])}"


def _hours(seconds: int) -> str:
    hours = _decimal(Fraction(seconds, _HOUR_S))
    return f"{hours} {'hour' if hours == '1' else 'hours'}"


def _decimal(number: Fraction) -> str:
    """A figure with one decimal place, two where it is below one."""
    if number >= 1:
        tenths = int(number * 10 + _HALF)
        return count(tenths // 10) if tenths % 10 == 0 else f"{count(tenths // 10)}.{tenths % 10}"
    hundredths = int(number * 100 + _HALF)
    return "0" if hundredths == 0 and number == 0 else f"{hundredths // 100}.{hundredths % 100:02}"
