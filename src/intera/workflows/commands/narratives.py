"""A person writes words of their own, asks for approval, approves words as they read now, or takes them back."""

from dataclasses import replace

from intera.model.case import Case
from intera.model.decision import DecisionKind, Plain
from intera.model.narrative import ApprovalRequest, GuardLevel, Narrative, NarrativeStatus
from intera.narrative.approval import NarrativeBlockedError, approve, refuse_unsafe
from intera.narrative.compose import compose_own, read_own_words, read_words
from intera.narrative.facts import facts_digest
from intera.narrative.in_force import placed
from intera.narrative.template import is_same_person
from intera.workflows.commands.given import REASON_CHARS_MIN, YES, Changed, CommandRefusedError, Given, touched
from intera.workflows.commands.telling import approvals_needed, narrative_of, rules_of, telling_now, words_given
from intera.workflows.judgement_decisions import decision_of_person

_GONE = "This draft is gone: the facts changed. Read the new one."
_MOVED = "A fact changed while you were reading. Read the new draft."


def write_narrative(case: Case, given: Given) -> Changed:
    """A person writes words of their own for one reader; they are a draft bound to the facts the person read."""
    audience, language = given.text("audience", chars_min=1), given.text("language", chars_min=1)
    words = words_given(given, "text")
    telling = telling_now(case, given, audience, language)
    if not telling.facts:
        raise CommandRefusedError("nothing_to_tell", "Nothing may be told of this incident now. Verify impact first.")
    if given.text("facts_digest") != facts_digest(telling.facts):
        raise CommandRefusedError("facts_changed", "A fact changed while you were writing. Read the facts again.")
    rules = rules_of(given)
    draft = compose_own(case, rules.operator, telling, text=words, person=given.actor.name)
    # One text of one's own at a time: an earlier draft of the same person for the same reader gives way to it.
    replaced = {
        one.narrative_id
        for one in case.narratives
        if (one.audience, one.language) == (audience, language)
        and one.status in (NarrativeStatus.DRAFT, NarrativeStatus.LAPSED)
        and is_same_person(one.written_by, given.actor.name)
    }
    narratives = placed(case.narratives, draft, without=replaced)
    requests = tuple(one for one in case.requests if one.narrative_id not in replaced)
    changed = replace(touched(case, given), narratives=narratives, requests=requests)
    stops = sum(1 for finding in draft.findings if finding.level is GuardLevel.MUST_CHANGE)
    more: dict[str, Plain] = {"must_change": stops, "missing": [*draft.missing], "replaces": [*sorted(replaced)]}
    summary = f"Narrative v{draft.version} for {_reader(draft)} written by hand"
    decision = decision_of_person(
        DecisionKind.NARRATIVE_WRITE, changed, given.actor, summary, detail=_words_of(draft) | more
    )
    return changed, decision


def request_approval(case: Case, given: Given) -> Changed:
    """A person asks another one to approve words; refused while they could not be approved by anybody."""
    draft = _read_whole(case, given, _draft(case, given))
    if any(one.narrative_id == draft.narrative_id for one in case.requests):
        raise CommandRefusedError("request_waits", "These words wait for approval already.")
    try:
        refuse_unsafe(draft)
    except NarrativeBlockedError as blocked:
        raise CommandRefusedError("blocked", f"These words cannot be approved yet: {blocked.reason}.") from blocked
    request = ApprovalRequest(draft.narrative_id, given.actor.name, given.actor.team_id, given.at)
    changed = replace(touched(case, given), requests=(*case.requests, request))
    needed = approvals_needed(case, rules_of(given), draft)
    summary = f"Approval of narrative v{draft.version} for {_reader(draft)} asked for"
    detail = _words_of(draft) | {"needed": needed}
    return changed, decision_of_person(DecisionKind.NARRATIVE_REQUEST, changed, given.actor, summary, detail=detail)


def approve_narrative(case: Case, given: Given) -> Changed:
    """A person approves words as they read now; refused when a fact moved meanwhile, and to their author."""
    wanted = given.text("narrative_id", chars_min=1)
    draft = narrative_of(case, wanted)
    if draft is None or draft.status not in (NarrativeStatus.DRAFT, NarrativeStatus.APPROVED):
        raise CommandRefusedError("not_a_draft", _GONE)
    if given.text("facts_digest") != draft.facts_digest:
        raise CommandRefusedError("facts_changed", _MOVED)
    telling = telling_now(case, given, draft.audience, draft.language)
    if facts_digest(telling.facts) != draft.facts_digest:
        raise CommandRefusedError("facts_changed", "A fact changed since these words were drafted. Read the new draft.")
    draft = _read_whole(case, given, draft)
    asked = next((one for one in case.requests if one.narrative_id == wanted), None)
    if asked is not None and is_same_person(asked.asked_by, given.actor.name):
        raise CommandRefusedError("own_request", "You asked for this approval; another person gives it.")
    asks = sum(1 for finding in draft.findings if finding.level is GuardLevel.CHECK)
    if asks and given.fields.get("accepts_marks") not in YES:
        raise CommandRefusedError("marks", "Read the marked words first and accept them; then approve.")
    needed = approvals_needed(case, rules_of(given), draft)
    try:
        approved = approve(draft, person=given.actor.name, at=given.at, team_id=given.actor.team_id, needed=needed)
    except NarrativeBlockedError as error:
        raise CommandRefusedError("blocked", f"These words cannot be approved: {error.reason}.") from error
    changed = _with_approval(touched(case, given), approved)
    agreed = len(approved.approvals)
    detail = _words_of(approved) | {"marks_accepted": asks, "approvals": agreed, "needed": needed}
    summary = f"Narrative v{approved.version} for {_reader(approved)} approved"
    if approved.status is NarrativeStatus.DRAFT:
        summary = f"{summary} by {agreed} of {needed} people"
    return changed, decision_of_person(DecisionKind.NARRATIVE_APPROVE, changed, given.actor, summary, detail=detail)


def withdraw_narrative(case: Case, given: Given) -> Changed:
    """A person takes back an approval, words somebody wrote by hand, or a request for approval."""
    reason = given.text("reason", chars_min=REASON_CHARS_MIN)
    wanted = given.text("narrative_id", chars_min=1)
    found = narrative_of(case, wanted)
    is_asked = any(one.narrative_id == wanted for one in case.requests)
    is_own = found is not None and bool(found.written_by) and found.status is not NarrativeStatus.WITHDRAWN
    is_approved = found is not None and found.status is NarrativeStatus.APPROVED
    if found is None or not (is_asked or is_own or is_approved):
        raise CommandRefusedError("nothing_to_withdraw", "These words are not approved and nobody waits for approval.")
    requests = tuple(one for one in case.requests if one.narrative_id != wanted)
    changed = replace(touched(case, given), requests=requests)
    summary = f"Request to approve narrative v{found.version} for {_reader(found)} withdrawn"
    if is_own or is_approved:
        taken_back = replace(found, status=NarrativeStatus.WITHDRAWN)
        changed = replace(changed, narratives=placed(case.narratives, taken_back))
        summary = f"Narrative v{found.version} for {_reader(found)} withdrawn"
    elif found.approvals:
        cleared = replace(found, approvals=())
        changed = replace(changed, narratives=placed(case.narratives, cleared))
    decision = decision_of_person(
        DecisionKind.NARRATIVE_WITHDRAW, changed, given.actor, summary, basis=reason, detail=_words_of(found)
    )
    return changed, decision


def _draft(case: Case, given: Given) -> Narrative:
    """The draft a command names, as the person read it, else refused."""
    draft = narrative_of(case, given.text("narrative_id", chars_min=1))
    if draft is None or draft.status is not NarrativeStatus.DRAFT:
        raise CommandRefusedError("not_a_draft", _GONE)
    if given.text("facts_digest") != draft.facts_digest:
        raise CommandRefusedError("facts_changed", _MOVED)
    return draft


def _read_whole(case: Case, given: Given, draft: Narrative) -> Narrative:
    """The draft with what the guard finds in it now, read as one text and with the hidden words of now."""
    telling, operator = telling_now(case, given, draft.audience, draft.language), rules_of(given).operator
    reads = read_own_words if draft.written_by else read_words
    return replace(draft, findings=tuple(dict.fromkeys((*draft.findings, *reads(draft.text, operator, telling)))))


def _with_approval(case: Case, approved: Narrative) -> Case:
    """The case with words approved, or agreed to by one more person: once approved no other words stand beside them."""
    if approved.status is not NarrativeStatus.APPROVED:
        return replace(case, narratives=placed(case.narratives, approved))
    pair = (approved.audience, approved.language)
    before = tuple(
        replace(one, status=NarrativeStatus.WITHDRAWN)
        if one.status is NarrativeStatus.APPROVED and (one.audience, one.language) == pair
        else one
        for one in case.narratives
    )
    requests = tuple(one for one in case.requests if one.narrative_id != approved.narrative_id)
    return replace(case, narratives=placed(before, approved), requests=requests)


def _reader(narrative: Narrative) -> str:
    return f"{narrative.audience} ({narrative.language})"


def _words_of(narrative: Narrative) -> dict[str, Plain]:
    return {
        "narrative": narrative.narrative_id,
        "audience": narrative.audience,
        "language": narrative.language,
        "text": narrative.text,
        "facts_digest": narrative.facts_digest,
        "facts": [[fact.slot, fact.text, fact.fact, fact.confidence_percent] for fact in narrative.facts],
    }
