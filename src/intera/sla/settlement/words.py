"""How is a settlement told to a person, line by line, so that the sum can be redone by hand.

Source: issue 6, section 4 (the explanation).
"""

from intera.sla.settlement.document import FigureDocument, PromiseDocument, ResultDocument

_ANSWER = {True: "yes", False: "no", None: "not decided"}


def tell(document: ResultDocument) -> list[str]:
    """The lines of a result: three answers, figures, money, explanation, readings, and what is missing.

    Args:
        document: the result.

    Returns:
        Lines without markup.
    """
    period = document.period
    return [
        f"{document.title or document.contract} ({document.contract}), {document.instance}",
        f"Period {period.starts_at} to {period.ends_at} ({period.length_s:,} s, {document.timezone})"
        + (f", as known at {document.known_at}" if document.known_at else ""),
        "",
        *_answers(document),
        "",
        *(line for each in document.promises for line in _promise(each)),
        *_other_figures(document),
        *_versions(document),
        "How it comes about:",
        *_explanation(document),
        *_readings(document),
        *_missing(document),
    ]


def _answers(document: ResultDocument) -> list[str]:
    credit, claim = document.credit, document.claim
    at_most = "at most " if credit.at_most else ""
    due = f"{at_most}{credit.due} {credit.currency}"
    notes = [f"{credit.before_caps} before caps"] if credit.capped else []
    notes += [credit.reason.replace("_", " ")] if credit.reason else []
    asked = "no claim needed" if not claim.needed else f"claim {claim.state.replace('_', ' ')}"
    until = f", by {claim.deadline}" if claim.deadline else ""
    return [
        f"Violated:    {_ANSWER[document.violated]}",
        f"Credit due:  {due}" + (f" ({', '.join(notes)})" if notes else ""),
        f"Claim valid: {_ANSWER[claim.valid] if claim.needed else 'not needed'} ({asked}{until})",
        f"Payable:     {credit.payable} {credit.currency}",
    ]


def _promise(promise: PromiseDocument) -> list[str]:
    target = f" against {promise.target}" if promise.target else ""
    states = f"{promise.outcome.replace('_', ' ')}, {promise.risk.replace('_', ' ')}, {promise.finality}"
    lines = [f"{promise.name}: {figure_words(promise.figure)}{target}: {states}"]
    if promise.figure.eligible_s is not None:
        lines.append(f"  {_time_words(promise.figure)}")
    return lines


def figure_words(figure: FigureDocument) -> str:
    """A figure as it may be displayed, with its unit."""
    if figure.display is None:
        return f"not measurable ({figure.reason.replace('_', ' ')})"
    return f"{figure.display}%" if figure.unit == "ratio" else f"{figure.display} {figure.unit}"


def _time_words(figure: FigureDocument) -> str:
    parts = [
        f"eligible {figure.eligible_s} s",
        f"counted {figure.counted_s} s",
        f"excluded {figure.excluded_s} s",
        f"unknown {figure.unknown_s} s",
        f"coverage {figure.coverage_percent}%",
    ]
    return f"{', '.join(parts)}; method {figure.method}"


def _other_figures(document: ResultDocument) -> list[str]:
    promised = {each.metric for each in document.promises}
    lines = [
        f"{each.metric}: {figure_words(each)} ({each.method})"
        for each in document.figures
        if each.metric not in promised
    ]
    lines += [f"{each.name}: due {each.due_at} ({each.record})" for each in document.deadlines]
    for each in document.rights:
        state = f"open, notice by {each.notice_by}" if each.open else "not open"
        lines.append(f"{each.name}: {each.right.replace('_', ' ')} {state}")
    return [*lines, ""]


def _versions(document: ResultDocument) -> list[str]:
    if not document.versions:
        return []
    lines = [
        f"  {each.known_at}: {each.outcome.replace('_', ' ')}, {each.due}, difference {each.delta}"
        for each in document.versions
    ]
    return ["Stated before:", *lines, ""]


def _explanation(document: ResultDocument) -> list[str]:
    return [
        f"  {number}. {each.about}: {each.says}" + (f" [{each.clause}]" if each.clause else "")
        for number, each in enumerate(document.explanation, start=1)
    ]


def _readings(document: ResultDocument) -> list[str]:
    if not document.readings:
        return []
    lines = [
        f"  {each.name} = {each.taken} (of {', '.join(each.choices)})" + (f": {each.because}" if each.because else "")
        for each in document.readings
    ]
    return ["Readings taken where the text allows more than one answer:", *lines]


def _missing(document: ResultDocument) -> list[str]:
    lines = [f"Note: {each}." for each in document.notes]
    aside = [f"  {each.place}: {each.says} [{each.rule}]" for each in document.set_aside]
    errors = [f"  {each.place}: {each.says} [{each.rule}]" for each in document.errors]
    if aside:
        lines += ["Set aside, and not counted:", *aside]
    if errors:
        lines += ["Could not be settled:", *errors]
    if not document.complete:
        lines.append("The result is incomplete: the rest is settled as it stands.")
    return lines
