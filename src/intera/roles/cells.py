"""How does one fact of an incident read in a row or a head: trust, promise, ETA, SLA, owner, repeats.

Source: design GUIDE sections 3 to 5.
"""

from datetime import datetime

from intera.model.recurrence import RecurrenceKind
from intera.roles.package import Phrases
from intera.roles.ranking import LOW_BELOW_PERCENT, Item
from intera.roles.relative import SOON_S, LocalClock, duration, epoch_s
from intera.roles.released import Released, ReleasedImpact, ReleasedQos
from intera.roles.view import Badge, Cell, Flag, Promise, Trust
from intera.roles.wording import about, joined, ordinal, plural

_BARS = {"Confirmed": 4, "High": 3, "Medium": 2, "Low": 1}
_TIER_FLAGS = (("vip", "star", "VIP"), ("key", "building-2", "key"), ("wholesale", "arrow-left-right", "wholesale"))
_VISIBILITY_ICONS = {
    "customer_visible": ("eye", ""),
    "being_verified": ("scan-eye", "verify"),
    "internal_only": ("eye-off", "int"),
}


def badge_of(item: Item) -> Badge:
    """The severity as a label."""
    severity = item.doc["severity"]
    if severity is None:
        return Badge(level=0)
    return Badge(level=severity["level"], is_provisional=severity["is_provisional"], is_done=item.is_restored)


def trust_of(impact: ReleasedImpact | None) -> Trust | None:
    """The confidence as word, percent and bars; None before the first assessment."""
    if impact is None:
        return None
    word = impact["confidence_word"]
    return Trust(
        word=word,
        percent=f"{impact['confidence_percent']}%",
        bars=_BARS[word],
        is_low=word == "Low",
    )


def promise_of(due_at: datetime, text: str, clock: LocalClock) -> Promise:
    """An open checkpoint: absolute time first, then how far off, then the outcome promised."""
    off_s = (due_at - clock.at).total_seconds()
    return Promise(
        state="late" if off_s < 0 else "soon" if off_s <= SOON_S else "ok",
        iso=clock.iso(due_at),
        clock=clock.moment(due_at),
        relative=clock.until(due_at),
        text=text,
        due_epoch_s=epoch_s(due_at),
    )


def next_promise(item: Item, clock: LocalClock) -> Promise:
    """The incident's next or late checkpoint; state "none" when nothing is promised."""
    if item.open_checkpoint is None or item.due_at is None:
        return Promise(state="none")
    return promise_of(item.due_at, item.open_checkpoint["promise"], clock)


def eta_cell(item: Item, clock: LocalClock) -> Cell:
    """When service is expected back: point and range, or an honest none."""
    restored_at = item.restored_at
    if item.is_restored and restored_at is not None:
        return Cell("Restored", f"{clock.moment(restored_at)}, watching")
    eta = item.doc["eta"]
    if eta is None:
        return Cell("None yet", "verify first" if item.is_low else "")
    earliest_at = datetime.fromisoformat(eta["earliest_at"])
    best_at, latest_at = datetime.fromisoformat(eta["best_at"]), datetime.fromisoformat(eta["latest_at"])
    if eta["confidence_percent"] < LOW_BELOW_PERCENT:
        return Cell(f"After {clock.moment(earliest_at)}", "too early to state")
    if latest_at < clock.at:
        return Cell(clock.moment(best_at), "passed, not restated", "late")
    return Cell(clock.moment(best_at), f"{clock.moment(earliest_at)} to {clock.moment(latest_at)}")


def sla_state(qos: ReleasedQos) -> str:
    """One of the five states on screen, as a phrase key."""
    return qos_state(qos["outcome"], qos["risk"])


def qos_state(outcome: str, risk: str) -> str:
    """The state on screen that an outcome and a risk, as the model names them, make together."""
    if outcome == "violated":
        return "violated"
    if outcome == "not_measurable":
        return "not_calculated"
    return "jeopardy" if risk == "certain" else risk


_SLA_ORDER = {"jeopardy": 0, "violated": 1, "watch": 2, "not_calculated": 3, "on_track": 4}


def worst_qos(doc: Released) -> ReleasedQos | None:
    """The contract that needs attention first: forecast breaches, then violated, then watched."""
    return min(
        doc["qos"],
        key=lambda qos: (_SLA_ORDER[sla_state(qos)], qos["breach_at"] or "9999", qos["account"]),
        default=None,
    )


def sla_cell(doc: Released, clock: LocalClock, phrases: Phrases, *, has_contracts: bool) -> Cell:
    """Where contracts stand: a forecast with its time, a violation, or an honest nothing."""
    worst = worst_qos(doc)
    if worst is None:
        if not has_contracts:
            return Cell("Not calculated", "no contracts loaded", "na")
        return Cell("None in reach", "", "ok")
    state = sla_state(worst)
    if state == "jeopardy" and worst["breach_at"]:
        when = datetime.fromisoformat(worst["breach_at"])
        return Cell(f"Breach {clock.day_or_time(when)}", worst["account"], "high" if clock.is_today(when) else "mid")
    if state == "on_track":
        return Cell("None at risk", "", "ok")
    sub = "not measurable now" if state == "not_calculated" else worst["account"]
    return Cell(phrases.say(f"sla.{state}"), sub, {"not_calculated": "na", "violated": "breached"}.get(state, "mid"))


def owner_cell(doc: Released) -> Cell:
    """The desk that has it, then who is reachable; an unowned incident says so."""
    head = doc["head"]
    return Cell(head["owner_team"], head["owner_person"]) if head["owner_team"] else Cell("No owner yet", "", "late")


def recurrence_words(doc: Released) -> str:
    """Which time it is, "3rd in 30 days" or "First seen"."""
    recurrence = doc["recurrence"]
    if recurrence is None:
        return "Not known yet"
    kind = recurrence["kind"]
    if kind == RecurrenceKind.REOPEN.value and recurrence["nth"] < 2:  # noqa: PLR2004 - one time is no repeat
        return "Reopened"
    if kind == RecurrenceKind.DUPLICATE.value:
        return "Same as another"
    if kind == RecurrenceKind.CHILD.value:
        return "Part of another"
    if recurrence["nth"] < 2:  # noqa: PLR2004 - one time is no repeat
        return "First seen"
    return f"{ordinal(recurrence['nth'])} in {recurrence['window_days']} days"


def places(doc: Released) -> list[str]:
    """Where it is, as names; a partner route by its code."""
    impact = doc["impact"]
    names = [region["name"] for region in impact["regions"]] if impact else []
    partner = doc["head"]["partner"]
    return [f"Partner {partner}", *names] if partner else names


def crowd(doc: Released) -> str:
    """Who is hit: customers as an estimate, else accounts; empty when unknown."""
    impact = doc["impact"]
    if impact and impact["customers"]:
        return about(impact["customers"], doc["head"]["noun"])
    return plural(len(doc["accounts"]), "account") if doc["accounts"] else ""


def age_words(item: Item) -> str:
    """How long it has lasted, or lasted until restored."""
    end_at = item.restored_at if item.is_restored else None
    return duration(int(((end_at or item.at) - item.begun_at).total_seconds()))


def flags_of(item: Item, phrases: Phrases) -> tuple[Flag, ...]:
    """Visibility and protected accounts as small facts."""
    icon, kind = _VISIBILITY_ICONS[item.visibility]
    flags = [Flag(icon, phrases.say(f"visibility.{item.visibility}"), kind)]
    for tier, tier_icon, word in _TIER_FLAGS:
        number = item.tier_count(tier)
        if number:
            flags.append(Flag(tier_icon, f"{number} {word}"))
    return tuple(flags)


def where_words(item: Item) -> str:
    """The sub-line of a row: where, and how many."""
    doc = item.doc
    found = places(doc)
    where = ", ".join(found) if len(found) <= 3 else f"{', '.join(found[:2])} and {len(found) - 2} more"  # noqa: PLR2004 - what fits a row
    who = crowd(doc)
    impact = doc["impact"]
    if impact and impact["customers"] is None and impact["failing_percent"]:
        who = f"about {impact['failing_percent']}% of attempts fail"
    who = who or ("customers not counted" if item.is_visible else "")
    if item.is_restored and who:
        who += ", now restored"
    return " · ".join(part for part in (where, who) if part)


def place_words(doc: Released) -> str:
    """Where it is, in a sentence: "Coast and Lakes"; empty when unknown."""
    impact = doc["impact"]
    names = [region["name"] for region in impact["regions"]] if impact else []
    return joined(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more places"  # noqa: PLR2004 - what fits a sentence
