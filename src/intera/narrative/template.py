"""Which words were approved for which moment and reader, checked when they are read in.

A template is data: sentences with named slots `{slot}`, in four parts. There is no template
language: nothing in a sentence or in a value is ever evaluated.
Source: PRODUCT O4, rule E; design GUIDE section 4; ARCHITECTURE section 5 (named slots only).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import cast

from intera.model.confidence import DEFAULT_SCALE, ConfidenceWord
from intera.model.incident import Lifecycle
from intera.model.narrative import Clause, Template

BEING_VERIFIED = "being_verified"
STAGES = (BEING_VERIFIED, Lifecycle.ACTIVE.value, Lifecycle.RESTORED.value, Lifecycle.CLOSED.value)
CUSTOMER = "customer"
AUDIENCES = (CUSTOMER, "internal-care", "sales", "partner")
# What customers experience; what is confirmed or being checked; what to do; when we speak next.
PARTS = ("experience", "checked", "to_do", "next_update")
# Facts with words of their own, and facts that only permit a sentence.
SLOTS = frozenset(
    {"service", "place", "trouble", "detail", "since", "restored", "still_works", "still_works_sentence", "eta"}
    | {"eta_soft", "next_update", "timeframe_due", "cause"}
)
CONDITIONS = frozenset({"stage", "restoring", "cause_open"})

SLOT = re.compile(r"\{([^{}]*)\}")
_KEYS = frozenset(
    {"template_id", "version", "stage", "audience", "language", "written_by", "approved_by", "needs", "body"}
)
_MARKUP = ("<", ">")
_CLAUSE_KEYS = frozenset({"say", "otherwise", "needs", "at_least"})
_AT_LEAST = {
    ConfidenceWord.LOW.value: 0,
    ConfidenceWord.MEDIUM.value: int(DEFAULT_SCALE.medium_ratio * 100),
    ConfidenceWord.HIGH.value: int(DEFAULT_SCALE.high_ratio * 100),
    ConfidenceWord.CONFIRMED.value: int(DEFAULT_SCALE.confirmed_ratio * 100),
}


class BadTemplateError(ValueError):
    """A template cannot be used as written; names the key and what to do."""

    def __init__(self, template_id: str, key: str, advice: str) -> None:
        """Carries the template and the key at fault."""
        super().__init__(f"template {template_id or '(unnamed)'}, {key}: {advice}")
        self.template_id = template_id
        self.key = key


def parse_template(raw: Mapping[str, object]) -> Template:
    """The template a mapping read from a file describes, with every slot and fact name checked.

    Args:
        raw: keys `template_id`, `version`, `stage`, `audience`, `language`, `written_by`,
            `approved_by`, `needs` and `body`; who approved it is not who wrote it. `body` maps each
            of the four parts to its sentences. A sentence is a mapping with `say` (or `otherwise`:
            said when the one before it could not be), and optionally `needs` (facts beyond its own
            slots) and `at_least` (a confidence word).

    Returns:
        The template; one with an empty `approved_by` is never spoken.

    Raises:
        BadTemplateError: a key is missing, unknown or wrong.
    """
    template_id = raw.get("template_id")
    name = template_id if isinstance(template_id, str) else ""
    if not name:
        raise BadTemplateError(name, "template_id", "give a short name, such as active-customer")
    for key in sorted(_KEYS ^ raw.keys()):
        advice = "this key is required" if key in _KEYS else f"not a key of a template; use {', '.join(sorted(_KEYS))}"
        raise BadTemplateError(name, key, advice)
    version = raw["version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BadTemplateError(name, "version", "give a whole number from 1")
    clauses = _clauses(name, raw["body"])
    written_by = _text(name, "written_by", raw["written_by"])
    approved_by = _text(name, "approved_by", raw["approved_by"], may_be_empty=True)
    if is_same_person(written_by, approved_by):
        raise BadTemplateError(name, "approved_by", "a second person approves it; name another than who wrote it")
    return Template(
        template_id=name,
        version=version,
        stage=_one_of(name, "stage", raw["stage"], STAGES),
        audience=_one_of(name, "audience", raw["audience"], AUDIENCES),
        language=_text(name, "language", raw["language"]),
        body=_skeleton(clauses),
        needs=_facts(name, "needs", raw["needs"]),
        approved_by=approved_by,
        clauses=clauses,
        written_by=written_by,
    )


def is_same_person(one: str, other: str) -> bool:
    """Whether two names mean the same person, however they are spaced, capitalised and encoded.

    Args:
        one: a name as written.
        other: another one.

    Returns:
        True when both are the same words.
    """
    return spelled(one) == spelled(other)


def spelled(name: str) -> str:
    """A person's name as it is compared: however it is spaced, capitalised and encoded, without unseen signs.

    Args:
        name: as written.

    Returns:
        The form in which two spellings of one name are the same; empty when nobody is named.
    """
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) != "Cf")
    return " ".join(seen.casefold().split())


def pick_template(templates: Sequence[Template], *, stage: str, audience: str, language: str) -> Template | None:
    """The approved words in force for a moment and reader: of the highest version; None when there are none.

    Args:
        templates: all that were loaded.
        stage: an incident lifecycle value, or "being_verified".
        audience: who reads it.
        language: two letters.

    Returns:
        The template; one that nobody approved is never picked.
    """
    wanted = (stage, audience, language)
    usable = (one for one in templates if one.approved_by and (one.stage, one.audience, one.language) == wanted)
    return max(usable, key=lambda one: (one.version, one.template_id), default=None)


def slots_of(template_id: str, text: str) -> tuple[str, ...]:
    """The slot names a sentence uses, in order of appearance.

    Args:
        template_id: the template it belongs to, for the error.
        text: one sentence with `{slot}` in it.

    Returns:
        Names of known slots, each once.

    Raises:
        BadTemplateError: a brace does not belong to a known slot.
    """
    rest = SLOT.sub("", text)
    if any(sign in rest for sign in _MARKUP):
        raise BadTemplateError(template_id, "body", f"{text!r} holds markup; write plain words without < and >")
    if "{" in rest or "}" in rest:
        raise BadTemplateError(template_id, "body", f"a brace stands alone in {text!r}; write a slot as {{place}}")
    names = tuple(dict.fromkeys(SLOT.findall(text)))
    for slot in names:
        if slot not in SLOTS:
            raise BadTemplateError(template_id, "body", f"no slot {{{slot}}}; use {', '.join(sorted(SLOTS))}")
    return names


def _clauses(name: str, body: object) -> tuple[Clause, ...]:
    if not isinstance(body, Mapping):
        raise BadTemplateError(name, "body", f"give a mapping with the parts {', '.join(PARTS)}")
    parts = cast("Mapping[str, object]", body)
    for part in sorted(frozenset(PARTS) ^ parts.keys()):
        raise BadTemplateError(name, f"body.{part}", f"a body has exactly the parts {', '.join(PARTS)}")
    found: list[Clause] = []
    for part in PARTS:
        rows = parts[part]
        if not isinstance(rows, list):
            raise BadTemplateError(name, f"body.{part}", "give a list of sentences; an empty list says nothing")
        for row in cast("list[object]", rows):
            clause = _clause(name, part, row)
            if clause.is_otherwise and (not found or found[-1].part != part):
                raise BadTemplateError(name, f"body.{part}", "the first sentence cannot be an otherwise")
            found.append(clause)
    if not found or found[0].part != PARTS[0]:
        raise BadTemplateError(name, f"body.{PARTS[0]}", "say what customers experience; this part is never empty")
    return tuple(found)


def _clause(name: str, part: str, row: object) -> Clause:
    where = f"body.{part}"
    if not isinstance(row, Mapping):
        raise BadTemplateError(name, where, "each sentence is a mapping with say")
    sentence = cast("Mapping[str, object]", row)
    for key in sorted(sentence.keys() - _CLAUSE_KEYS):
        raise BadTemplateError(name, f"{where}.{key}", f"use {', '.join(sorted(_CLAUSE_KEYS))}")
    if ("say" in sentence) == ("otherwise" in sentence):
        raise BadTemplateError(name, where, "give each sentence either say or otherwise")
    text = " ".join(_text(name, where, sentence.get("say", sentence.get("otherwise"))).split())
    word = _one_of(name, f"{where}.at_least", sentence.get("at_least", ConfidenceWord.MEDIUM.value), tuple(_AT_LEAST))
    extra = _facts(name, f"{where}.needs", sentence.get("needs", []))
    return Clause(
        part=part,
        text=text,
        needs=tuple(dict.fromkeys(slots_of(name, text) + extra)),
        at_least_percent=_AT_LEAST[word],
        is_otherwise="otherwise" in sentence,
    )


def _skeleton(clauses: tuple[Clause, ...]) -> str:
    paragraphs = (
        " ".join(clause.text for clause in clauses if clause.part == part and not clause.is_otherwise) for part in PARTS
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _facts(name: str, key: str, value: object) -> tuple[str, ...]:
    known = SLOTS | CONDITIONS
    if not isinstance(value, list):
        raise BadTemplateError(name, key, "give a list of facts")
    for fact in cast("list[object]", value):
        if fact not in known:
            raise BadTemplateError(name, key, f"no fact {fact!r}; use {', '.join(sorted(known))}")
    return tuple(cast("list[str]", value))


def _text(name: str, key: str, value: object, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, str) or not (value.strip() or may_be_empty):
        raise BadTemplateError(name, key, "give a text")
    return value.strip()


def _one_of(name: str, key: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise BadTemplateError(name, key, f"use one of {', '.join(allowed)}")
    return value
