"""The board of severity and confidence, measured: declared against met, stated against what came.

Source: PRODUCT R2, F3, section 5.3 and 5.4; issue 3 points 4 and 5. Never by person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from intera.experience.drift import find_drift
from intera.experience.scores import ReliabilityRow, brier, expected_calibration_error, tabulate_reliability
from intera.experience.track_record import TrackRecord
from intera.governance.inflation import GroupKind, Inflation, Side
from intera.model.board import Board, BoardCell, BoardFigure, BoardTable
from intera.model.ids import SourceId
from intera.model.operator import Operator
from intera.model.share import FEWEST, Share
from intera.model.stated import KnownOutcome, StatedKind
from intera.model.verdict import Severity
from intera.roles.relative import LocalClock, duration
from intera.roles.screen import Screen, screen_for
from intera.roles.wording import count, plural

# Bands of the reliability table shown; fewer outcomes than this make no table.
_BANDS = 5
_NO_OPINION = Fraction(1, 2)
_HALF = Fraction(1, 2)
_NOTE = (
    "Met: judged again on final evidence. Precision: of those declared, how many met it. Recall: of those that met it,"
    f" how many were declared. Lowered: of those declared too high. Under {FEWEST} a share says too little."
)
_SHOWN_FROM = 20
_SIDES = {Side.THEIRS: "Claimed by sources", Side.OURS: "Shown by us"}
_STATED: Mapping[StatedKind, str] = {
    StatedKind.IMPACT_CONFIRMED: "Customers are hit",
    StatedKind.CLAIM_LOWERED: "A claimed P1 or P2 is lowered later",
    StatedKind.RETURN_IN_30_DAYS: "It comes back within 30 days",
}


@dataclass(frozen=True, slots=True)
class SeverityReport:
    """What the board is made of: declarations of incidents over since `since_at`, and every known outcome."""

    inflation: tuple[Inflation, ...]
    over_count: int
    open_count: int
    since_at: datetime
    outcomes: tuple[KnownOutcome, ...]


def release_severity(report: SeverityReport, operator: Operator, *, at: datetime) -> Board:
    """The board of severity and confidence in a role's words.

    Args:
        report: the measurements.
        operator: whose names and hidden words apply.
        at: the instant it holds at.

    Returns:
        The board.
    """
    screen, clock = screen_for(operator.hidden_vocabulary), LocalClock(operator.zone, at)
    whole = [one for one in report.inflation if one.group_kind is GroupKind.EVERYTHING]
    return Board(
        name="severity",
        as_of_at=at,
        lead=_lead(whole),
        lead_sub=(
            f"{plural(report.over_count, 'incident')} over since {clock.date(report.since_at)},"
            f" {count(report.open_count)} still open and not counted."
        ),
        figures=_figures(whole),
        tables=(
            _table("whole", "Declared against met on final evidence", whole, operator, screen),
            *(
                _table(kind.value, f"By {kind.value}", _grouped(report.inflation, kind), operator, screen)
                for kind in (GroupKind.SERVICE, GroupKind.CHANNEL, GroupKind.TEAM)
            ),
            _confidence(report.outcomes),
            _reliability(report.outcomes),
            _sources(report.outcomes, operator, screen),
        ),
    )


def _grouped(inflation: Sequence[Inflation], kind: GroupKind) -> list[Inflation]:
    """The groups that declared anything, by side, the most declared first."""
    found = [one for one in inflation if one.group_kind is kind and one.declared.count]
    return sorted(found, key=lambda one: (one.severity, one.side.value, -one.declared.count, one.group))


def _lead(whole: Sequence[Inflation]) -> str:
    theirs = _of(whole, Side.THEIRS, Severity.P1)
    ours = _of(whole, Side.OURS, Severity.P1)
    if theirs is None and ours is None:
        return "No incident is over yet, so nothing can be measured."
    parts: list[str] = []
    for one, who in ((theirs, "Sources claimed"), (ours, "we showed")):
        if one is None:
            continue
        told = f"{who} P1 for {count(one.declared.count)} of {plural(one.declared.total_count, 'incident')}"
        parts.append(f"{told}, {count(one.precision.count)} met the clause" if one.declared.count else told)
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}."


def _of(whole: Sequence[Inflation], side: Side, severity: Severity) -> Inflation | None:
    return next((one for one in whole if one.side is side and one.severity is severity), None)


def _figures(whole: Sequence[Inflation]) -> tuple[BoardFigure, ...]:
    found: list[BoardFigure] = []
    for side, severity, label in (
        (Side.THEIRS, Severity.P1, "Claimed P1 that met it"),
        (Side.OURS, Severity.P1, "Our P1 that met it"),
        (Side.OURS, Severity.P2, "Our P1 and P2 that met it"),
    ):
        one = _of(whole, side, severity)
        if one is not None:
            said = _interval(one.precision) if one.declared.count else "none declared"
            found.append(BoardFigure(label, _share(one.precision), said))
    return tuple(found)


def _table(key: str, title: str, rows: Sequence[Inflation], operator: Operator, screen: Screen) -> BoardTable:
    return BoardTable(
        key=key,
        title=title,
        note=_NOTE if key == "whole" else "",
        columns=("Who", "Severity", "Declared", "Met", "Precision", "Recall", "Lowered later"),
        rows=tuple(_row(one, operator, screen) for one in rows),
        empty="Nothing was declared here.",
    )


def _row(one: Inflation, operator: Operator, screen: Screen) -> tuple[BoardCell, ...]:
    label = "P1" if one.severity is Severity.P1 else f"P1 to {one.severity.label}"
    lag = one.lag
    late = "nothing to lower"
    if lag.overdeclared_count:
        late = f"{count(lag.lowered_count)} of {count(lag.overdeclared_count)}"
    return (
        BoardCell(_group(one, operator, screen), "" if one.group_kind is GroupKind.EVERYTHING else _SIDES[one.side]),
        BoardCell(label),
        BoardCell(_share(one.declared), _of_words(one.declared), "num"),
        BoardCell(_share(one.met), _of_words(one.met), "num"),
        BoardCell(_share(one.precision), _interval(one.precision), "num"),
        BoardCell(_share(one.recall), _interval(one.recall), "num"),
        BoardCell(late, f"half within {duration(lag.median_s)}" if lag.median_s is not None else "", "num"),
    )


def _group(one: Inflation, operator: Operator, screen: Screen) -> str:
    if one.group_kind is GroupKind.EVERYTHING:
        return _SIDES[one.side]
    if one.group_kind is GroupKind.SERVICE:
        service = operator.find_service(one.group)
        return service.name if service else screen.name(one.group, "A service not named yet")
    if one.group_kind is GroupKind.TEAM:
        team = operator.find_team(one.group)
        return team.name if team else "A desk not named yet"
    source = operator.sources_by_id.get(SourceId(one.group))
    return screen.text(source.name) if source else _CHANNELS.get(one.group, "Another channel")


_CHANNELS = {"rules": "Our rules", "override": "By hand"}


def _share(share: Share) -> str:
    if share.ratio is None:
        return "none"
    return f"{int(share.ratio * 100 + _HALF)}%"


def _of_words(share: Share) -> str:
    return f"{count(share.count)} of {count(share.total_count)}"


def _interval(share: Share) -> str:
    if share.low_ratio is None or share.high_ratio is None:
        return ""
    if share.is_too_few:
        return f"{_of_words(share)}, too few to say"
    low, high = (ratio.numerator * 100 // ratio.denominator for ratio in (share.low_ratio, share.high_ratio))
    return f"{_of_words(share)}, {low} to {min(100, high + 1)}%"


def _by_kind(outcomes: Sequence[KnownOutcome]) -> list[tuple[str, list[KnownOutcome]]]:
    return [(name, [one for one in outcomes if one.stated.kind is kind]) for kind, name in _STATED.items()]


def _confidence(outcomes: Sequence[KnownOutcome]) -> BoardTable:
    rows: list[tuple[BoardCell, ...]] = []
    for name, own in _by_kind(outcomes):
        stated = [float(one.stated.ratio) for one in own]
        happened = [one.happened for one in own]
        drift = find_drift([one.stated.ratio for one in own], happened)
        enough = len(own) >= _SHOWN_FROM
        rows.append(
            (
                BoardCell(name),
                BoardCell(count(len(own)), kind="num"),
                BoardCell(_decimal(brier(stated, happened)) if enough else "too few", kind="num"),
                BoardCell(_decimal(expected_calibration_error(stated, happened)) if enough else "too few", kind="num"),
                BoardCell(drift.words, kind="late" if drift.is_drifting else ""),
            )
        )
    return BoardTable(
        key="confidence",
        title="What was stated, scored by what came",
        note="Brier: 0 is perfect, 0.25 a coin. Error: mean distance between stated and happened.",
        columns=("What was stated", "Known", "Brier score", "Calibration error", "Lately"),
        rows=tuple(rows),
    )


def _reliability(outcomes: Sequence[KnownOutcome]) -> BoardTable:
    rows: list[tuple[BoardCell, ...]] = []
    for name, own in _by_kind(outcomes):
        if len(own) < _SHOWN_FROM:
            continue
        stated, happened = [float(one.stated.ratio) for one in own], [one.happened for one in own]
        rows += [_band(name, band) for band in tabulate_reliability(stated, happened, bins=_BANDS)]
    return BoardTable(
        key="reliability",
        title="How reliable the figures are",
        note="In bands of equally many statements: what was said, and how often it came true.",
        columns=("What was stated", "Statements", "Said", "Came true"),
        rows=tuple(rows),
        empty=f"Fewer than {_SHOWN_FROM} outcomes of any kind are known, too few for a table.",
    )


def _sources(outcomes: Sequence[KnownOutcome], operator: Operator, screen: Screen) -> BoardTable:
    """How often each source was right that customers are hit, by what others said afterwards."""
    record = TrackRecord()
    for one in outcomes:
        if one.stated.kind is StatedKind.IMPACT_CONFIRMED:
            for _, source_id in one.stated.features:
                record.learn(source_id, happened=one.happened)
    rows: list[tuple[int, tuple[BoardCell, ...]]] = []
    for source in operator.sources:
        found = record.ratio(source.source_id, prior=_NO_OPINION)
        if found.like_count:
            cells = (
                BoardCell(screen.text(source.name)),
                BoardCell(f"{count(found.happened_count)} of {count(found.like_count)}", kind="num"),
                BoardCell(f"{int(found.ratio * 100)}%", "drawn towards half while few are known", "num"),
            )
            rows.append((found.like_count, cells))
    rows.sort(key=lambda row: -row[0])
    return BoardTable(
        key="sources",
        title="How often each source was right",
        note="That customers are hit, by what another kind of source, or a person, said afterwards.",
        columns=("Source", "Confirmed", "Record"),
        rows=tuple(cells for _, cells in rows),
        empty="Nothing a source said was confirmed or refuted yet.",
    )


def _band(name: str, band: ReliabilityRow) -> tuple[BoardCell, ...]:
    return (
        BoardCell(name),
        BoardCell(count(band.forecast_count), kind="num"),
        BoardCell(_percent(band.stated_ratio), kind="num"),
        BoardCell(_percent(band.happened_ratio), kind="num"),
    )


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"


def _decimal(score: float | None) -> str:
    return "none" if score is None else f"{score:.3f}"
