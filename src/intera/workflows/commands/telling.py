"""What a command about words stands on: the rules loaded, the reader told, the facts of now, the words as they read."""

from intera.model.case import Case
from intera.model.narrative import Narrative
from intera.narrative.compose import Telling, read_words
from intera.narrative.profiles import Reader
from intera.narrative.publish import Ground
from intera.narrative.template import pick_template
from intera.workflows.commands.given import CommandRefusedError, Given
from intera.workflows.renew_narratives import readers_of, telling_of
from intera.workflows.rulebook import Rulebook

# A page of plain text; what is longer nobody reads while a service is down. Source: house default.
WORDS_CHARS_MAX = 2000
_LINE_BREAK = "\n"


def rules_of(given: Given) -> Rulebook:
    """The rules the command is given under, else refused."""
    if given.rules is None:
        raise CommandRefusedError("no_rules", "No rules are loaded, so nothing can be told. Load the operator first.")
    return given.rules


def reader_of(case: Case, rules: Rulebook, audience: str, language: str) -> Reader:
    """Who is told, else refused: an audience the policy of words names, in one of its languages."""
    for reader in readers_of(case, rules):
        if (reader.audience, reader.language) == (audience, language):
            return reader
    raise CommandRefusedError("not_told", "This audience is not told of this incident in that language.")


def telling_now(case: Case, given: Given, audience: str, language: str) -> Telling:
    """What a reader may be told at the instant of the command."""
    rules = rules_of(given)
    return telling_of(case, rules, reader_of(case, rules, audience, language), given.at)


def ground_now(case: Case, given: Given, narrative: Narrative) -> Ground:
    """What a release of a narrative stands on at the instant of the command."""
    rules = rules_of(given)
    telling = telling_now(case, given, narrative.audience, narrative.language)
    template = pick_template(rules.templates, stage=telling.stage, audience=telling.audience, language=telling.language)
    return Ground(
        facts=telling.facts,
        template=template,
        needed=approvals_needed(case, rules, narrative),
        reads=lambda text: read_words(text, rules.operator, telling),
    )


def approvals_needed(case: Case, rules: Rulebook, narrative: Narrative) -> int:
    """How many people must agree to a narrative as severe as its incident is now."""
    severity = case.verdict.severity if case.verdict is not None else None
    return rules.words.approvals_needed(severity, is_own_words=bool(narrative.written_by))


def narrative_of(case: Case, narrative_id: str) -> Narrative | None:
    """The narrative of a case with an id; None when it is gone."""
    return next((one for one in case.narratives if one.narrative_id == narrative_id), None)


def words_given(given: Given, name: str) -> str:
    """A field of several paragraphs, trimmed; refused when empty, too long, or holding what plain text does not."""
    value = given.fields.get(name, "")
    words = value.replace("\r\n", _LINE_BREAK).replace("\r", _LINE_BREAK).strip() if isinstance(value, str) else ""
    if not words:
        raise CommandRefusedError("too_short", "Write what is to be told first.")
    if len(words) > WORDS_CHARS_MAX:
        raise CommandRefusedError("too_long", f"The text may have {WORDS_CHARS_MAX:,} characters.")
    if any(sign < " " and sign != _LINE_BREAK for sign in words):
        raise CommandRefusedError("bad_text", "The text holds characters that cannot be shown. Type them again.")
    if "<" in words or ">" in words:
        raise CommandRefusedError("bad_text", "The text holds < or >. Write plain words.")
    return words


def names_given(given: Given, name: str) -> tuple[str, ...]:
    """A field that names several things: a list, or one text with commas between them."""
    value = given.fields.get(name, "")
    rows = value if isinstance(value, list) else str(value or "").split(",")
    return tuple(filter(None, (row.strip() for row in rows if isinstance(row, str))))
