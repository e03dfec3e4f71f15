"""Why is it this severity, why are we this sure, and what changed around then.

Source: PRODUCT S1, S3, O5; issue 3, section 5; design GUIDE section 3, "Why table".
"""

from datetime import datetime

from intera.model.impact import HarmLevel, Stance
from intera.model.recurrence import Fit
from intera.model.stated import StatedKind
from intera.roles.desk import Desk, SeverityTerms
from intera.roles.incident_forms import Forms
from intera.roles.ranking import Item
from intera.roles.relative import LocalClock, duration
from intera.roles.view_form import RuleRow
from intera.roles.view_incident import AskedOverride, ChangeRow, EvidenceRow, Shift, Why
from intera.roles.wording import count, joined, lower_first, plural

_FIT_KINDS = {Fit.FITS.value: "fits", Fit.POSSIBLE.value: "maybe", Fit.RULED_OUT.value: "no"}


def read_why(item: Item, clock: LocalClock, forms: Forms) -> Why:
    """Why it is this severity, whole."""
    return Why(
        title=why_title(item),
        note=why_note(item, clock, forms.terms),
        asked=asked_override(item, clock, forms),
        rules=rule_rows(item),
        summary=why_sum(item),
        clause=clause_of(item),
        shifts=shifts_of(item),
        actions=forms.severity(),
    )


def why_title(item: Item) -> str:
    """The heading over the rules."""
    severity = item.doc["severity"]
    if severity is None:
        return "Severity is not judged yet"
    label = f"P{severity['level']}"
    return f"Why this is {label}, for now" if severity["is_provisional"] else f"Why this is {label}"


def terms_of(item: Item, desk: Desk) -> SeverityTerms | None:
    """What the policy of the verdict asks of an override; None where the desk has no words for it."""
    why = item.doc["why"]
    return None if why is None else desk.severity_terms.get((why["policy_id"], why["policy"]))


def why_note(item: Item, clock: LocalClock, terms: SeverityTerms | None = None) -> str:
    """Which policy, since when, by whom if by hand."""
    why = item.doc["why"]
    if why is None:
        return ""
    override = why["override"]
    # One that does not apply, raising what customers do not notice, set nothing.
    if override is not None and override["level"] == item.level:
        until = clock.zoned(datetime.fromisoformat(override["expires_at"]))
        said = f"Set by hand by {override['team'] or 'a desk'} until {until}"
        if override["second_team"] is not None:
            said += f", approved by a second person of {override['second_team'] or 'another desk'}"
        return f"{said}."
    since = clock.zoned(datetime.fromisoformat(why["decided_at"]))
    policy = terms.policy_name if terms else "Severity policy"
    return f"{policy} {why['policy']}. Since {since}, checked again with every report."


def asked_override(item: Item, clock: LocalClock, forms: Forms) -> AskedOverride | None:
    """The severity by hand that waits for a second person; None when nothing waits any more."""
    request = forms.waiting
    if request is None:
        return None
    answer_by_at = datetime.fromisoformat(request["answer_by_at"])
    until = clock.zoned(answer_by_at)
    left = clock.until(answer_by_at)
    asked = clock.moment(datetime.fromisoformat(request["requested_at"]))
    ends = clock.moment(datetime.fromisoformat(request["expires_at"]))
    now = f" instead of P{item.level}" if item.doc["severity"] else ""
    return AskedOverride(
        says=f"P{request['level']} by hand waits for a second person until {until}{f', {left}' if left else ''}",
        details=(
            f"Asked by {request['team'] or 'a desk'} at {asked}: {request['reason'].rstrip('.')}. "
            f"Clause {request['clause']}. Once approved it shows P{request['level']}{now} until {ends}."
        ),
        actions=forms.asked(),
    )


def clause_of(item: Item) -> tuple[str, str]:
    """The clause that gave the severity, and what it says; empty text where the policy has no words for it."""
    why = item.doc["why"]
    return ("", "") if why is None else (why["clause"], why["clause_text"])


def why_sum(item: Item) -> str:
    """The verdict's reason, and what is held or was worse."""
    why, severity = item.doc["why"], item.doc["severity"]
    if why is None or severity is None:
        return ""
    parts = [why["reason"].rstrip(".") + "."] if why["reason"] else []
    given = why["override"]["reason"].rstrip(".") if why["override"] is not None else ""
    # The verdict of an override carries its reason and what the rules give.
    is_told = bool(given) and given in why["reason"]
    if given and not is_told:
        parts.append(f"Reason given: {given}.")
    held = severity["held_level"]
    if held is not None and held != severity["level"] and not is_told:
        parts.append(f"By the rules alone it would be P{held}.")
    worst = severity["worst_level"]
    if worst is not None and worst < severity["level"]:
        parts.append(f"At its worst it was P{worst}.")
    for odds in item.doc["odds"]:
        if odds["kind"] == StatedKind.CLAIM_LOWERED.value:
            like = f"{count(odds['happened_count'])} of {count(odds['like_count'])} like it"
            parts.append(f"A claim like the ticket's is lowered later in about {odds['percent']}% of cases ({like}).")
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
    impact = item.doc["impact"]
    if impact is not None and impact["confidence_record"][1]:
        happened, like = impact["confidence_record"]
        parts.append(
            f"Of {count(like)} earlier statements by the same kinds of source, {count(happened)} were confirmed."
        )
    ruling = item.doc["ruling"]
    if ruling is not None:
        word = "confirmed" if ruling["is_confirmed"] else "rejected"
        parts.append(f"{ruling['team'] or 'A desk'} {word} the impact: {ruling['reason'].rstrip('.')}.")
    if item.doc["evidence"]:
        against = [piece["source"] for piece in item.doc["evidence"] if piece["stance"] == _stances(item)[1]]
        parts.append(f"Against it: {joined(against)}." if against else "Nothing fresh contradicts it.")
    why = item.doc["why"]
    if why is not None and why["raise_confidence_by"]:
        steps = [lower_first(step) for step in why["raise_confidence_by"]]
        # A step may hold a comma of its own.
        said = "; ".join(steps) if any("," in step for step in steps) else joined(steps)
        parts.append(f"What would make us surer: {said}.")
    return " ".join(parts)


def _stances(item: Item) -> tuple[str, str]:
    """Which stance agrees with what is stated and which contradicts it: evidence is for or against harm."""
    impact = item.doc["impact"]
    is_clear = impact is not None and impact["harm"] == HarmLevel.CLEAR.value
    return (Stance.AGAINST.value, Stance.FOR.value) if is_clear else (Stance.FOR.value, Stance.AGAINST.value)


def agreement_words(item: Item) -> str:
    """How many sources agree with what is stated, "5 sources agree", "4 sources agree that it is clear"."""
    agrees = _stances(item)[0]
    agreeing = sum(1 for piece in item.doc["evidence"] if piece["stance"] == agrees and not piece["is_late"])
    if not agreeing:
        return "no source agrees yet"
    that = " that it is clear" if agrees == Stance.AGAINST.value else ""
    return f"{plural(agreeing, 'source')} {'agrees' if agreeing == 1 else 'agree'}{that}"


def change_rows(item: Item) -> tuple[ChangeRow, ...]:
    """What changed around onset: indicators, not causes."""
    return tuple(
        ChangeRow(c["title"], c["when"], c["fit"], _FIT_KINDS[c["fit"]], c["reason"]) for c in item.doc["changes"]
    )
