"""Which words may leave for whom: audiences, languages, how many approvals, and what a regulator asks.

The policy of words is data of the operator (`words.yaml`). A profile is what a regulator or a house
rule asks of the texts for one audience: no end time at all, or always a time by which one is told,
or the class of the cause once it is verified.
Source: issue 4, section 4; PRODUCT O4, rule B; peers that forbid an end time and rules that ask for
one (the Australian outage standard) exist side by side, so both are data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from intera.model.narrative import SlotFact, Template
from intera.model.verdict import Severity
from intera.narrative.spoken import PHRASES
from intera.narrative.template import AUDIENCES, CUSTOMER

_KEYS = ("name", "version", "audiences", "approvals", "profiles", "applies")
_PROFILE_KEYS = ("forbid_eta", "force_timeframe", "force_cause_class")
_APPROVAL_KEYS = ("template", "own_words")
_MOST_APPROVALS = 5
_SEVERITIES = {severity.label: severity for severity in Severity}
# What a profile can take away.
_END_SLOTS = frozenset({"eta", "eta_soft"})
_ACTIVE = "active"


class WordsPolicyError(ValueError):
    """A policy of words cannot be used; the message names the key and says what to do."""

    def __init__(self, key: str, problem: str) -> None:
        """Names the key, dotted from the top of the file, and the problem with its remedy."""
        super().__init__(f"words policy, {key}: {problem}")
        self.key = key


@dataclass(frozen=True, slots=True)
class Profile:
    """What a regulator or a house rule asks of texts.

    `forbid_eta`: no end time, not even roughly. `force_timeframe`: while it lasts, an end time or the
    time by which one is told. `force_cause_class`: the class of the cause once verified, and until
    then that it is being looked for.
    """

    profile_id: str
    forbid_eta: bool = False
    force_timeframe: bool = False
    force_cause_class: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.forbid_eta or self.force_timeframe or self.force_cause_class)


STANDARD = Profile("standard")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told in which language, under which profile."""

    audience: str
    language: str
    profile: Profile = STANDARD


@dataclass(frozen=True, slots=True)
class WordsPolicy:
    """One version of the policy of words; `readers` in the order they are shown."""

    name: str
    version: str
    readers: tuple[Reader, ...]
    template_approvals: Mapping[Severity, int] = field(default_factory=dict[Severity, int])
    own_words_approvals: Mapping[Severity, int] = field(default_factory=dict[Severity, int])

    def approvals_needed(self, severity: Severity | None, *, is_own_words: bool) -> int:
        """How many people, none of them the author, must agree before words are approved.

        Args:
            severity: of the incident; None before its first judgement.
            is_own_words: whether a person wrote them; words from a template were approved once already.

        Returns:
            At least one.
        """
        by_severity = self.own_words_approvals if is_own_words else self.template_approvals
        return by_severity.get(severity, 1) if severity is not None else 1

    def reader(self, audience: str, language: str) -> Reader | None:
        """Who of the readers that is; None when the operator does not tell that audience in that language."""
        wanted = (audience, language)
        return next((one for one in self.readers if (one.audience, one.language) == wanted), None)


def parse_words_policy(raw: Mapping[str, object]) -> WordsPolicy:
    """The policy of words a mapping read from a file describes.

    Args:
        raw: keys `name`, `version`, `audiences` (each audience with its languages, in the order they
            are shown), and optionally `approvals` (for `template` and `own_words` a number by
            severity), `profiles` (each with `forbid_eta`, `force_timeframe`, `force_cause_class`)
            and `applies` (which profile holds for which audience).

    Returns:
        The policy.

    Raises:
        WordsPolicyError: a key is missing, unknown or wrong.
    """
    for key in sorted(raw.keys() - frozenset(_KEYS)):
        raise WordsPolicyError(key, f"is not known here; use {', '.join(_KEYS)}")
    profiles = _profiles(_mapping(raw.get("profiles", {}), "profiles"))
    applies: dict[str, Profile] = {}
    for audience, profile_id in _mapping(raw.get("applies", {}), "applies").items():
        _known(audience, AUDIENCES, f"applies.{audience}")
        applies[audience] = profiles[_known(profile_id, profiles, f"applies.{audience}")]
    readers: list[Reader] = []
    for audience, languages in _mapping(raw.get("audiences"), "audiences").items():
        _known(audience, AUDIENCES, f"audiences.{audience}")
        if not isinstance(languages, list) or not languages:
            raise WordsPolicyError(f"audiences.{audience}", "give a list of languages, such as [en]")
        for language in cast("list[object]", languages):
            code = _known(language, PHRASES, f"audiences.{audience}")
            readers.append(Reader(audience, code, applies.get(audience, STANDARD)))
    if not any(reader.audience == CUSTOMER for reader in readers):
        raise WordsPolicyError("audiences", "customers are always told; add customer with a language")
    if len(set(readers)) != len(readers):
        raise WordsPolicyError("audiences", "a language is there twice; take one out")
    approvals = _mapping(raw.get("approvals", {}), "approvals")
    for key in sorted(approvals.keys() - frozenset(_APPROVAL_KEYS)):
        raise WordsPolicyError(f"approvals.{key}", f"is not known here; use {', '.join(_APPROVAL_KEYS)}")
    return WordsPolicy(
        name=_text(raw.get("name"), "name"),
        version=_text(raw.get("version"), "version"),
        readers=tuple(readers),
        template_approvals=_counts(approvals.get("template", {}), "approvals.template"),
        own_words_approvals=_counts(approvals.get("own_words", {}), "approvals.own_words"),
    )


def facts_under(
    facts: tuple[SlotFact, ...], profile: Profile, *, may_tell_end: bool, cause: SlotFact | None = None
) -> tuple[SlotFact, ...]:
    """The facts an audience may hear under its profile, and those the profile adds.

    Args:
        facts: what may be said, in order of slot.
        profile: what is asked of the texts for this audience.
        may_tell_end: whether the checkpoint playbook lets this audience hear an end time.
        cause: what may be said of the cause where the profile asks for it.

    Returns:
        The same tuple when nothing has to go or come; else a new one in order of slot.
    """
    if profile.is_plain and may_tell_end:
        return facts
    hides_end = profile.forbid_eta or not may_tell_end
    told = [fact for fact in facts if not (hides_end and fact.slot in _END_SLOTS)]
    by_slot = {fact.slot: fact for fact in told}
    if profile.force_cause_class and cause is not None:
        told.append(cause)
    stage, promised = by_slot.get("stage"), by_slot.get("next_update")
    is_lasting = stage is not None and stage.text == _ACTIVE
    if profile.force_timeframe and is_lasting and promised is not None and _END_SLOTS.isdisjoint(by_slot):
        told.append(SlotFact("timeframe_due", promised.text, promised.fact, promised.confidence_percent))
    return tuple(sorted(told, key=lambda fact: fact.slot))


def refuse_unfit_template(template: Template, reader: Reader) -> None:
    """Refuses words that cannot do what the reader's profile asks for.

    Args:
        template: approved words for that audience and language.
        reader: who is told, under which profile.

    Raises:
        WordsPolicyError: the profile forces a sentence the template does not have.
    """
    if template.stage != _ACTIVE:
        return
    said = {slot for clause in template.clauses for slot in clause.needs}
    for is_forced, slots in (
        (reader.profile.force_timeframe, ("timeframe_due",)),
        (reader.profile.force_cause_class, ("cause", "cause_open")),
    ):
        for slot in slots if is_forced else ():
            if slot not in said:
                problem = f"profile {reader.profile.profile_id} needs a sentence with {slot} in {template.template_id}"
                raise WordsPolicyError(f"applies.{reader.audience}", f"{problem}; add it, or apply another profile")


def _profiles(raw: Mapping[str, object]) -> dict[str, Profile]:
    found = {STANDARD.profile_id: STANDARD}
    for profile_id, flags in raw.items():
        where = f"profiles.{profile_id}"
        asked = _mapping(flags, where)
        for key, value in asked.items():
            _known(key, _PROFILE_KEYS, f"{where}.{key}")
            if not isinstance(value, bool):
                raise WordsPolicyError(f"{where}.{key}", "write true or false")
        found[profile_id] = Profile(profile_id, **cast("Mapping[str, bool]", asked))
    return found


def _counts(raw: object, where: str) -> dict[Severity, int]:
    found: dict[Severity, int] = {}
    for label, value in _mapping(raw, where).items():
        severity = _SEVERITIES[_known(label, _SEVERITIES, f"{where}.{label}")]
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST_APPROVALS:
            raise WordsPolicyError(f"{where}.{label}", f"write a whole number from 1 to {_MOST_APPROVALS}")
        found[severity] = value
    return found


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise WordsPolicyError(where, "is missing or no mapping; give keys with values")
    return cast("Mapping[str, object]", value)


def _known(value: object, known: Mapping[str, object] | Sequence[str], where: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise WordsPolicyError(where, f"{value!r} is not known here; use one of {', '.join(sorted(known))}")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WordsPolicyError(where, "give a text")
    return value.strip()
