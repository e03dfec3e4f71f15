"""Which sentences of a template can be said with the facts at hand, and the text they make.

A sentence whose fact is missing, or less sure than the sentence asks, is not said. Values are put in
once and literally: a brace inside a value is a brace.
"""

from collections.abc import Mapping, Sequence

from intera.model.narrative import Clause, SlotFact, SpokenClause, Template
from intera.narrative.template import PARTS, SLOT


def spoken_clauses(template: Template, facts: Sequence[SlotFact]) -> tuple[SpokenClause, ...] | None:
    """The sentences of a template that the facts carry, in reading order.

    Args:
        template: approved words.
        facts: what may be said.

    Returns:
        The sentences with the slots of the facts each rests on; None when the template's own needs are not met
        or nothing can be said of what customers experience.
    """
    by_slot = {fact.slot: fact for fact in facts}
    if any(slot not in by_slot for slot in template.needs):
        return None
    spoken: list[SpokenClause] = []
    is_said = False
    for clause in template.clauses:
        if clause.is_otherwise and is_said:
            continue
        is_said = _can_say(clause, by_slot)
        if is_said:
            spoken.append(SpokenClause(clause.part, fill(clause.text, by_slot), clause.needs))
    return tuple(spoken) if spoken and spoken[0].part == PARTS[0] else None


def text_of(spoken: Sequence[SpokenClause]) -> str:
    """The sentences as one text: one paragraph per part, parts separated by a blank line.

    Args:
        spoken: sentences in reading order.

    Returns:
        The text.
    """
    paragraphs: dict[str, list[str]] = {}
    for clause in spoken:
        paragraphs.setdefault(clause.part, []).append(clause.text)
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs.values())


def fill(text: str, by_slot: Mapping[str, SlotFact]) -> str:
    """A sentence with its slots filled, in one pass.

    Args:
        text: words with `{slot}` in them.
        by_slot: the facts; every slot of the text is among them.

    Returns:
        The sentence, with a capital at its start.
    """
    filled = SLOT.sub(lambda match: by_slot[match.group(1)].text, text)
    return filled[:1].upper() + filled[1:]


def _can_say(clause: Clause, by_slot: Mapping[str, SlotFact]) -> bool:
    for slot in clause.needs:
        fact = by_slot.get(slot)
        if fact is None or fact.confidence_percent < clause.at_least_percent:
            return False
    return True
