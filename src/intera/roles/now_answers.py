"""How are the daily questions answered from what is known, two lines at most, never from a constant.

Source: PRODUCT Q1 to Q7; design GUIDE section 1 (which part answers which question).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intera.model.reputation import ReputationWord
from intera.model.source import SourceHealth
from intera.roles.cells import place_words, recurrence_words, sla_state
from intera.roles.desk import Desk
from intera.roles.frame import is_fresh, late_words, read_source_summary
from intera.roles.package import Phrases, RolePackage
from intera.roles.pressing import pressing_words
from intera.roles.ranking import Item, account_names
from intera.roles.relative import LocalClock, duration
from intera.roles.view import Answer, Span
from intera.roles.wording import at_most, count, lower_first, plural, rounded, upper_first

_REPUTATION_RANK = {word.value: rank for rank, word in enumerate(ReputationWord)}
_NAMES = 2
_TOTALS = 4


@dataclass(frozen=True, slots=True)
class Situation:
    """What the answers are drawn from: open incidents by rank, internal-only ones, sources, time."""

    shown: Sequence[Item]
    internal: Sequence[Item]
    sources: Sequence[SourceHealth]
    desk: Desk
    clock: LocalClock
    visible: Sequence[Item]
    verifying: Sequence[Item]


def situation_of(
    shown: Sequence[Item], internal: Sequence[Item], sources: Sequence[SourceHealth], *, desk: Desk, clock: LocalClock
) -> Situation:
    """What the answers are drawn from, with the incidents felt now and those being verified set apart."""
    visible = [item for item in shown if item.is_visible]
    verifying = [item for item in shown if item.is_verifying]
    return Situation(shown, internal, sources, desk, clock, visible, verifying)


_Said = tuple[str, tuple[Span, ...], tuple[Span, ...]]


def _strong(text: str) -> Span:
    return Span(text, "strong")


def _id(text: str) -> Span:
    return Span(text, "id")


def customers_by_noun(items: Sequence[Item]) -> dict[str, tuple[int, bool]]:
    """How many are hit, per noun ("customers", "lines"), overlaps in one service and place counted once.

    Args:
        items: incidents customers feel.

    Returns:
        Best estimate, and whether it is counted rather than estimated, by noun.
    """
    most: dict[tuple[str, str, str], tuple[int, bool]] = {}
    for item in items:
        head, impact = item.doc["head"], item.doc["impact"]
        if impact is None or impact["customers"] is None:
            continue
        known = [(region["id"], region["customers"]) for region in impact["regions"] if region["customers"]]
        for place, bounds in known or [(item.incident_id, impact["customers"])]:
            key = (head["noun"], head["service_id"], place + (head["partner"] or ""))
            most[key] = max(most.get(key, (0, True)), (bounds[1], bounds[0] == bounds[2]))
    totals: dict[str, tuple[int, bool]] = {}
    for (noun, _, _), (number, is_exact) in most.items():
        total, was_exact = totals.get(noun, (0, True))
        totals[noun] = (total + number, was_exact and is_exact)
    return totals


def _affecting(now: Situation) -> _Said:
    visible = now.visible
    if not visible:
        long = (_strong("Nothing known"), Span(" is affecting customers."))
        return "#impact", long, (_strong("0"), Span("affecting customers"))
    totals = [
        f"{count(number)} {noun}" if is_exact else f"about {count(rounded(number))} {noun}"
        for noun, (number, is_exact) in customers_by_noun(visible).items()
        if number
    ]
    partners = {item.doc["head"]["partner"] for item in visible if item.doc["head"]["partner"]}
    if partners:
        totals.append(plural(len(partners), "partner route"))
    unknown = sum(1 for item in visible if not _is_counted(item))
    tail = f": {at_most(totals, _TOTALS)}." if totals else "."
    if unknown:
        tail += f" {count(unknown)} {'has' if unknown == 1 else 'have'} no customer number yet."
    long = (_strong(plural(len(visible), "incident")), Span(tail))
    return "#impact", long, (_strong(count(len(visible))), Span("affecting customers"))


def _is_counted(item: Item) -> bool:
    """Whether the size of an incident is known: customers, or a partner's route."""
    impact = item.doc["impact"]
    return item.doc["head"]["partner"] is not None or (impact is not None and impact["customers"] is not None)


def _visible(now: Situation) -> _Said:
    visible, verifying = len(now.visible), len(now.verifying)
    long = [_strong(f"{count(visible)} visible"), Span(", "), _strong(f"{count(verifying)} being verified"), Span(".")]
    restored = sum(1 for item in now.shown if item.is_restored)
    if now.internal:
        verb = "is" if len(now.internal) == 1 else "are"
        long.append(Span(f" {count(len(now.internal))} more {verb} internal only and not ranked here."))
    elif restored:
        long.append(Span(f" {count(restored)} restored and watched."))
    short = (_strong(count(visible)), Span(f"customer-visible, {count(verifying)} being verified"))
    return "#impact", tuple(long), short


def _promises(now: Situation) -> _Said:
    items = now.shown
    if not items:
        return "#clock-h", (Span("Nothing is open, so nothing is promised."),), (_strong("0"), Span("open promises"))
    unowned = [item for item in items if not item.doc["head"]["owner_team"]]
    late = [item for item in items if item.is_late]
    ahead = [item for item in items if item.due_at is not None and not item.is_late]
    long = [
        Span("All owned." if not unowned else f"{count(len(unowned))} without an owner.", "" if not unowned else "late")
    ]
    short = Span("no checkpoint promised")
    if ahead:
        first = min(ahead, key=lambda item: (item.due_at or item.at, item.incident_id))
        clock_time = now.clock.moment(first.due_at or first.at)
        long += [Span(" Next checkpoint "), _strong(clock_time), Span(" on "), _id(first.incident_id), Span(".")]
        short = Span(f"next checkpoint {clock_time}")
    elif not late:
        long.append(Span(" No checkpoint is promised."))
    if late:
        worst = min(late, key=lambda item: (item.due_at or item.at, item.incident_id))
        by = duration(now.clock.since_s(worst.due_at or worst.at))
        verb = "is late" if len(late) == 1 else "are late"
        long += [Span(" "), Span(f"{count(len(late))} {verb}", "late")]
        long += [Span(": " if len(late) == 1 else ", worst "), _id(worst.incident_id), Span(f", by {by}.")]
        return "#clock-h", tuple(long), (Span(f"{count(len(late))} late", "late"), short)
    stated = sum(1 for item in items if item.doc["eta"] is not None or item.is_restored)
    long.append(Span(f" ETA known for {count(stated)} of {count(len(items))}."))
    return (
        "#clock-h",
        tuple(long),
        (_strong(f"{count(stated)} of {count(len(items))}"), Span(f"with an ETA, {short.text}")),
    )


def _repeats(now: Situation) -> _Said:
    felt = [item for item in now.shown if not item.is_restored]
    if not felt:
        return "#impact", (Span("Nothing is open to compare."),), (_strong("0"), Span("repeats open"))
    known = [item for item in felt if item.doc["recurrence"] is not None]
    if not known:
        return "#impact", (Span("Nothing known: no history to compare with."),), (_strong("None"), Span("compared yet"))
    repeats = [item for item in known if item.is_repeat]
    if not repeats:
        return (
            "#impact",
            (_strong("None"), Span(f" of {count(len(known))} has been seen before.")),
            (_strong("0"), Span("repeats")),
        )
    worst = max(repeats, key=lambda item: ((item.doc["recurrence"] or {"nth": 0})["nth"], item.incident_id))
    where = f"partner route {worst.doc['head']['partner']}" if worst.doc["head"]["partner"] else place_words(worst.doc)
    name = worst.doc["head"]["service"] + (f", {where}" if where else "")
    share = f"{count(len(repeats))} of {count(len(felt))}"
    verb = "is a repeat" if len(repeats) == 1 else "are repeats"
    words = recurrence_words(worst.doc)
    tail = f" {name}: {words[0].lower() + words[1:]}."
    cards = [item.doc["recurrence"] for item in repeats if item.doc["recurrence"] is not None]
    pressing = pressing_words(cards, now.clock.at)
    if not pressing:
        return "/repeats", (_strong(share), Span(f" {verb}.{tail}")), (_strong(share), Span(verb))
    long = (_strong(share), Span(f" {verb}. "), Span(f"{upper_first(pressing)}.", "late"))
    return "/repeats", long, (_strong(share), Span(f"{verb}, {pressing}"))


def _accounts(now: Situation) -> _Said:
    felt = [item for item in now.shown if not item.is_restored]
    vip, key = account_names(felt, "vip"), account_names(felt, "key")
    wholesale = account_names(felt, "wholesale")
    others = len(account_names(felt, "business")) + len(account_names(felt, "consumer"))
    total = len(vip) + len(key) + len(wholesale) + others
    if not total:
        return (
            "#impact",
            (_strong("None known"), Span(" in reach of an open incident.")),
            (_strong("0"), Span("accounts known")),
        )
    long: list[Span] = []
    for names, word, limit in ((vip, "VIP", _NAMES), (key, "key", 0), (wholesale, "wholesale", _NAMES)):
        if names:
            long += [Span(", ")] if long else []
            long.append(_strong(f"{count(len(names))} {word}"))
            if limit:
                long.append(Span(f" ({at_most([name.removeprefix('Partner ') for name in names], limit)})"))
    if others:
        long += [Span(", ")] if long else []
        long.append(Span(plural(others, "other account")))
    long.append(Span("."))
    short = Span(f"accounts, {count(len(vip))} of them VIP" if vip else "accounts affected")
    return "#impact", tuple(long), (_strong(count(total)), short)


def _safe_to_say(now: Situation) -> _Said:
    felt = [item for item in now.shown if not item.is_restored]
    if not felt:
        return "#impact", (Span("Nothing needs saying now."),), (_strong("0"), Span("narratives needed"))
    approved = sum(1 for item in felt if item.doc["say"]["approved_version"] is not None)
    waiting = [item for item in felt if item.doc["say"]["waits"] and not item.is_low]
    lapsed = [item for item in felt if item.doc["say"]["has_lapsed"]]
    low = [item for item in felt if item.is_low]
    long = [_strong(plural(approved, "narrative") + " approved" if approved else "No narrative approved")]
    if waiting:
        long.append(Span(f", {count(len(waiting))} {'waits' if len(waiting) == 1 else 'wait'} for you"))
    long.append(Span("."))
    if lapsed:
        long += [Span(" "), _id(lapsed[0].incident_id), Span(": approval lapsed, facts changed.")]
    elif low:
        names = low[0].incident_id if len(low) == 1 else f"{low[0].incident_id} and {count(len(low) - 1)} more"
        long += [Span(" "), _id(names), Span(": say nothing definite yet.")]
    if waiting:
        number = count(len(waiting))
        return (
            "#impact",
            tuple(long),
            (_strong(number), Span("narrative waits for you" if number == "1" else "narratives wait for you")),
        )
    return "#impact", tuple(long), (_strong(count(approved)), Span("approved to tell"))


def _reputation(now: Situation) -> str:
    """The gravest reputation risk of what customers may feel now, with the clause that gives it."""
    risks = [item.doc["reputation"] for item in now.shown if not item.is_restored]
    if not risks:
        return " Reputation: nothing puts it at risk."
    gravest = max(risks, key=lambda risk: _REPUTATION_RANK[risk["word"]])
    first = lower_first(gravest["clauses"][0]) if gravest["clauses"] else ""
    if gravest["word"] == ReputationWord.LOW.value:
        return " Reputation risk: Low."
    return f" Reputation risk: {gravest['word']}, {first}."


def _breach(now: Situation) -> _Said:
    reputation = _reputation(now)
    if not now.desk.agreement_count:
        return (
            "#impact",
            (_strong("Nothing known:"), Span(" no contracts are loaded, so no forecast." + reputation)),
            (_strong("None"), Span("no contracts loaded")),
        )
    contracts = [(qos, item) for item in now.shown for qos in item.doc["qos"]]
    forecast = sorted(
        ((qos["breach_at"] or "", qos["account"]) for qos, _ in contracts if sla_state(qos) == "jeopardy"),
        key=lambda pair: (pair[0] or "9999", pair[1]),
    )
    violated = sum(1 for qos, _ in contracts if sla_state(qos) == "violated")
    watched = sum(1 for qos, _ in contracts if sla_state(qos) == "watch")
    if forecast:
        breach_at, account = forecast[0]
        when = now.clock.day_or_time(datetime.fromisoformat(breach_at)) if breach_at else "no time yet"
        long = (
            _strong(f"{count(len(forecast))} forecast"),
            Span(f", first {account} "),
            _strong(when),
            Span("." + reputation),
        )
        first = now.clock.moment(datetime.fromisoformat(breach_at)) if breach_at else ""
        word = "breach forecast" if len(forecast) == 1 else "breaches forecast"
        return "#impact", long, (_strong(count(len(forecast))), Span(word + (f", first {first}" if first else "")))
    if not contracts:
        long = (_strong("None forecast:"), Span(" no contract is in reach." + reputation))
        return "#impact", long, (_strong("0"), Span("breaches forecast"))
    state = f" {count(violated)} already violated." if violated else f" {count(watched)} on watch." if watched else ""
    long = (_strong("None forecast"), Span(f" among {plural(len(contracts), 'contract')} in reach.{state}{reputation}"))
    return "#impact", long, (_strong("0"), Span(f"breaches forecast, {count(violated)} violated"))


def torn_href(item: Item) -> str:
    """Where statements that do not fit together are settled."""
    return f"/incidents/{item.incident_id}#cf-h"


def _trust(now: Situation) -> _Said:
    summary = read_source_summary(now.sources, now.clock.at)
    if not summary.total_count:
        return (
            "/sources",
            (_strong("Not yet."), Span(" No source has reported.")),
            (_strong("0"), Span("sources reporting")),
        )
    share = f"{count(summary.fresh_count)} of {count(summary.total_count)}"
    long = [_strong(f"{share} sources fresh.")]
    torn = [item for item in now.shown if item.doc["impact"] and item.doc["impact"]["contradiction_count"]]
    if torn:
        verb = "does" if len(torn) == 1 else "do"
        long += [Span(" "), _id(at_most([item.incident_id for item in torn], 1)), Span(f" {verb} not fit together.")]
        return torn_href(torn[0]), tuple(long), (_strong(share), Span("sources fresh"))
    late = [health for health in now.sources if not is_fresh(health, now.clock.at)]
    low = [item for item in now.shown if item.is_low]
    if late:
        late.sort(key=lambda health: (-health.late_s(now.clock.at), health.name))
        long.append(Span(f" {at_most([f'{health.name} {late_words(health, now.clock.at)}' for health in late], 1)}."))
    if low:
        names = [item.incident_id for item in low]
        long += [Span(" "), _id(at_most(names, 1)), Span(" held at Low.")]
    elif not late:
        long.append(Span(" Nothing is held back by a late source."))
    return "/sources", tuple(long), (_strong(share), Span("sources fresh"))


_CARDS: Mapping[str, Callable[[Situation], _Said]] = {
    "affecting": _affecting,
    "visible": _visible,
    "promises": _promises,
    "repeats": _repeats,
    "accounts": _accounts,
    "safe_to_say": _safe_to_say,
    "breach": _breach,
    "trust": _trust,
}
CARDS = tuple(_CARDS)


def read_answers(package: RolePackage, phrases: Phrases, now: Situation) -> tuple[Answer, ...]:
    """The answer to each of a role's daily questions.

    Args:
        package: whose questions.
        phrases: its words.
        now: what is known.

    Returns:
        One answer a question, in the package's order.
    """
    answers: list[Answer] = []
    for question in package.questions:
        href, long, short = _CARDS[question.card](now)
        words = phrases.say(f"questions.{question.question_id}")
        answers.append(Answer(question.question_id, words, href, long, short))
    return tuple(answers)
