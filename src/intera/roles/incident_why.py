"""Why is it this severity, why are we this sure, and what changed around then.

Source: PRODUCT S1, S3, O5; design GUIDE section 3, "Why table".
"""

from datetime import datetime

from intera.model.recurrence import Fit
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, duration
from intera.roles.view_incident import ChangeRow, EvidenceRow, RuleRow, Shift
from intera.roles.wording import joined, lower_first, plural

_FIT_KINDS = {Fit.FITS.value: "fits", Fit.POSSIBLE.value: "maybe", Fit.RULED_OUT.value: "no"}


def why_title(item: Item) -> str:
    """The heading over the rules."""
    severity = item.doc["severity"]
    if severity is None:
        return "Severity is not judged yet"
    label = f"P{severity['level']}"
    return f"Why this is {label}, for now" if severity["is_provisional"] else f"Why this is {label}"


def why_note(item: Item, clock: LocalClock) -> str:
    """Which policy, since when, by whom if by hand."""
    why = item.doc["why"]
    if why is None:
        return ""
    override = why["override"]
    if override is not None:
        until = clock.zoned(datetime.fromisoformat(override["expires_at"]))
        return f"Set by hand by {override['team'] or 'a desk'} until {until}, {override['clause']}."
    since = clock.zoned(datetime.fromisoformat(why["decided_at"]))
    return f"Severity policy {why['policy']}. Since {since}, checked again with every report."


def why_sum(item: Item) -> str:
    """The verdict's reason, and what is held or was worse."""
    why, severity = item.doc["why"], item.doc["severity"]
    if why is None or severity is None:
        return ""
    parts = [why["reason"].rstrip(".") + "."] if why["reason"] else []
    if why["override"] is not None:
        parts.append(f"Reason given: {why['override']['reason'].rstrip('.')}.")
    held = severity["held_level"]
    if held is not None and held != severity["level"]:
        parts.append(f"By the rules alone it would be P{held}.")
    worst = severity["worst_level"]
    if worst is not None and worst < severity["level"]:
        parts.append(f"At its worst it was P{worst}.")
    return " ".join(parts)


def rule_rows(item: Item) -> tuple[RuleRow, ...]:
    """Every rule as judged."""
    why = item.doc["why"]
    if why is None:
        return ()
    return tuple(RuleRow(f["name"], f["sees"], f["needs"], f["is_met"]) for f in why["findings"])


def _shift_icon(effect: str, *, is_lower: bool) -> str:
    if effect.startswith("Closes"):
        return "shield-check"
    if effect.startswith("Stays"):
        return "minus"
    return "arrow-down" if is_lower else "arrow-up"


def shifts_of(item: Item) -> tuple[Shift, ...]:
    """What would change the severity, with the distance to go."""
    why = item.doc["why"]
    if why is None:
        return ()
    return tuple(
        Shift(_shift_icon(s["effect"], is_lower=s["is_lower"]), s["effect"], s["condition"], s["now"])
        for s in why["would_change"]
    )


def evidence_rows(item: Item) -> tuple[EvidenceRow, ...]:
    """What was counted, strongest first as the rules gave it; what is late is named and not counted."""
    return tuple(
        EvidenceRow(
            source=piece["source"],
            says="Late, so not counted either way" if piece["is_late"] else piece["says"],
            age=f"{duration(piece['age_s'])} old" if piece["is_late"] else duration(piece["age_s"]),
            weight=piece["weight"],
            is_out=piece["is_late"] or piece["stance"] == "not_counted",
        )
        for piece in item.doc["evidence"]
    )


def evidence_note(item: Item) -> str:
    """Who contradicts, the desk's ruling, and what would raise confidence."""
    parts: list[str] = []
    ruling = item.doc["ruling"]
    if ruling is not None:
        word = "confirmed" if ruling["is_confirmed"] else "rejected"
        parts.append(f"{ruling['team'] or 'A desk'} {word} the impact: {ruling['reason'].rstrip('.')}.")
    if item.doc["evidence"]:
        against = [piece["source"] for piece in item.doc["evidence"] if piece["stance"] == "against"]
        parts.append(f"{joined(against)} says otherwise." if against else "Nothing fresh contradicts it.")
    why = item.doc["why"]
    if why is not None and why["raise_confidence_by"]:
        parts.append(f"What would make us surer: {joined([lower_first(step) for step in why['raise_confidence_by']])}.")
    return " ".join(parts)


def agreement_words(item: Item) -> str:
    """How many sources agree, "5 sources agree"."""
    agreeing = sum(1 for piece in item.doc["evidence"] if piece["stance"] == "for" and not piece["is_late"])
    if not agreeing:
        return "no source agrees yet"
    return f"{plural(agreeing, 'source')} {'agrees' if agreeing == 1 else 'agree'}"


def change_rows(item: Item) -> tuple[ChangeRow, ...]:
    """What changed around onset: indicators, not causes."""
    return tuple(
        ChangeRow(c["title"], c["when"], c["fit"], _FIT_KINDS[c["fit"]], c["reason"]) for c in item.doc["changes"]
    )
