"""What do we promise at each stage, how soon, and what must hold before closing: the playbook, as data.

Source: PRODUCT rule C; issue 4, sections 2 and 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from intera.model.recurrence import RecurrenceKind
from intera.model.verdict import Severity
from intera.recurrence.pressure import ClosureNeeds, PressureReason

_TOP_KEYS = (
    *("name", "version", "round_to_min", "cadence_min", "promises", "closure"),
    *("eta_for", "escalation", "profiles", "task_notices"),
)
NOTHING_NEEDED = ClosureNeeds()
_DAY_MIN = 24 * 60
_LONGEST_MIN = 30 * _DAY_MIN
_SEVERITIES = {severity.label: severity for severity in Severity}


class PlaybookError(ValueError):
    """A checkpoint playbook cannot be used; the message names the key and says what to do."""

    def __init__(self, key: str, problem: str) -> None:
        """Names the key, dotted from the top of the file, and the problem with its remedy."""
        super().__init__(f"checkpoint playbook, {key}: {problem}")
        self.key = key


class Stage(StrEnum):
    """Where an incident stands for the purpose of promising."""

    BEING_VERIFIED = "being_verified"
    SUSPECTED = "suspected"
    ACTIVE = "active"
    RESTORED = "restored"


class EtaBar(StrEnum):
    """How sure an ETA must be before an audience hears it; `any` asks for nothing, `never` is not passed at all."""

    ANY = "any"
    MEDIUM = "medium"
    HIGH = "high"
    CONFIRMED = "confirmed"
    NEVER = "never"


class Criterion(StrEnum):
    """What can be asked for before an incident is closed."""

    STABLE = "stable"
    SOURCES_AGREE = "sources_agree"
    CHECKPOINTS_ANSWERED = "checkpoints_answered"
    CUSTOMERS_TOLD = "customers_told"
    REPEATS_OWNED = "repeats_owned"
    RECURRENCE_CLASSIFIED = "recurrence_classified"
    FOLLOW_UPS_OWNED = "follow_ups_owned"
    CREDIT_DECIDED = "credit_decided"


class ToldBy(StrEnum):
    """What counts as having told customers: words that left this product, or words approved for elsewhere."""

    PUBLICATION = "publication"
    APPROVED_WORDS = "approved_words"


class TaskNotice(StrEnum):
    """What a desk is told of outside the cockpit: each promise it has to keep, or each escalation it has to answer."""

    PROMISED = "promised"
    ESCALATED = "escalated"


INTERNAL = "internal"
CUSTOMER = "customer"
# Of a playbook that does not say. Source: design GUIDE section 4 (Medium: "we expect"; Low: holding line only).
_ETA_UNLESS_SAID: Mapping[str, EtaBar] = {INTERNAL: EtaBar.ANY, CUSTOMER: EtaBar.MEDIUM}


@dataclass(frozen=True, slots=True)
class ClosureRule:
    """One closure criterion: for which severities it is asked, and how many minutes it needs there.

    `needs` says which returns it keeps open for which reasons, `told_by` what counts as having told customers.
    """

    criterion: Criterion
    name: str
    severities: tuple[Severity, ...]
    minutes: Mapping[Severity, int]
    needs: ClosureNeeds = NOTHING_NEEDED
    told_by: frozenset[ToldBy] = frozenset(ToldBy)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the escalation ladder: who has to answer, how many minutes after the promise was missed.

    `team_id` is empty where it is somebody of the owner's own desk.
    """

    name: str
    after_min: int
    team_id: str = ""


@dataclass(frozen=True, slots=True)
class CadenceProfile:
    """How often one audience has to hear something while an incident lasts: what a regulator or contract asks for.

    `steps` are pairs of minutes: until how long after we first knew, and how often until then; the last one
    holds for ever. Empty `severities`, `service_ids` and `region_ids` mean all.
    """

    name: str
    for_audience: str
    promise: str
    steps: tuple[tuple[int, int], ...]
    is_in_force: bool = False
    severities: tuple[Severity, ...] = ()
    service_ids: tuple[str, ...] = ()
    region_ids: tuple[str, ...] = ()


# Of a playbook that names no ladder. Source: house default, quarter of an hour a step, then half an hour.
_LADDER_UNLESS_SAID = (Rung("Owner team lead", 0), Rung("Duty manager", 15), Rung("Head of Service Assurance", 45))


@dataclass(frozen=True, slots=True)
class Playbook:
    """One version of the playbook; cadence and rounding in minutes."""

    name: str
    version: str
    round_to_min: int
    cadence_min: Mapping[Severity, int]
    promises: Mapping[Stage, tuple[str, ...]]
    closure: tuple[ClosureRule, ...]
    eta_for: Mapping[str, EtaBar] = field(default_factory=lambda: dict(_ETA_UNLESS_SAID))
    ladder: tuple[Rung, ...] = _LADDER_UNLESS_SAID
    profiles: tuple[CadenceProfile, ...] = ()
    task_notices: frozenset[TaskNotice] = frozenset()

    @property
    def profiles_in_force(self) -> tuple[CadenceProfile, ...]:
        """The cadence profiles this operator has put in force."""
        return tuple(profile for profile in self.profiles if profile.is_in_force)

    @property
    def closure_needs(self) -> ClosureNeeds:
        """Which returns may not be closed by themselves; nothing where no criterion asks for it."""
        return next((rule.needs for rule in self.closure if rule.criterion is Criterion.REPEATS_OWNED), NOTHING_NEEDED)

    def stable_min(self, severity: Severity) -> int:
        """For how many minutes service must be stable before closing; 0 when nothing asks for it."""
        return max((rule.minutes.get(severity, 0) for rule in self.closure), default=0)


def _mapping(raw: object, key: str) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        raise PlaybookError(key, "must be a mapping of names to values; indent its entries below it")
    return {str(name): value for name, value in cast("Mapping[object, object]", raw).items()}


def _list(raw: object, key: str) -> Sequence[object]:
    if not isinstance(raw, list | tuple) or not raw:
        raise PlaybookError(key, "must be a list with at least one entry")
    return cast("Sequence[object]", raw)


def _refuse_unknown(raw: Mapping[str, object], allowed: Sequence[str], key: str) -> None:
    for name in sorted(raw):
        if name not in allowed:
            where = f"{key}.{name}" if key else name
            raise PlaybookError(where, f"is not known here; use {', '.join(allowed)} or delete it")


def _text(raw: object, key: str) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise PlaybookError(key, "is missing; write it as text")
    return raw.strip()


def _minutes(raw: object, key: str, *, least: int = 1) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= _LONGEST_MIN:
        raise PlaybookError(key, f"must be whole minutes from {least} to {_LONGEST_MIN:,}")
    return raw


def _by_severity(raw: object, key: str, *, least: int) -> dict[Severity, int]:
    entry = _mapping(raw, key)
    _refuse_unknown(entry, tuple(_SEVERITIES), key)
    return {
        severity: _minutes(entry.get(label), f"{key}.{label}", least=least) for label, severity in _SEVERITIES.items()
    }


def _parse_promises(raw: object) -> dict[Stage, tuple[str, ...]]:
    entry = _mapping(raw, "promises")
    _refuse_unknown(entry, tuple(Stage), "promises")
    found: dict[Stage, tuple[str, ...]] = {}
    for stage in Stage:
        key = f"promises.{stage}"
        texts = tuple(_text(text, f"{key}[{index}]") for index, text in enumerate(_list(entry.get(stage), key)))
        for index, text in enumerate(texts):
            if "{" in text.replace("{stable_min}", ""):
                raise PlaybookError(f"{key}[{index}]", "has an unknown slot; use {stable_min} or no slot")
        found[stage] = texts
    return found


def _parse_eta_for(raw: object) -> dict[str, EtaBar]:
    found = dict(_ETA_UNLESS_SAID)
    for audience, bar in _mapping({} if raw is None else raw, "eta_for").items():
        if bar not in tuple(EtaBar):
            raise PlaybookError(f"eta_for.{audience}", f"{bar!r} is not known here; use {', '.join(EtaBar)}")
        found[audience] = EtaBar(str(bar))
    return found


def _parse_needs(entry: Mapping[str, object], key: str) -> ClosureNeeds:
    kinds, reasons = (_list(entry[name], f"{key}.{name}") for name in ("kinds", "reasons"))
    for name, listed, known in (("kinds", kinds, RecurrenceKind), ("reasons", reasons, PressureReason)):
        for one in listed:
            if one not in tuple(known):
                raise PlaybookError(f"{key}.{name}", f"{one!r} is not known here; use {', '.join(known)}")
    return ClosureNeeds(
        frozenset(RecurrenceKind(str(kind)) for kind in kinds), frozenset(PressureReason(str(one)) for one in reasons)
    )


def _severities(raw: object, key: str) -> tuple[Severity, ...]:
    labels = _list(raw, key)
    for label in labels:
        if label not in _SEVERITIES:
            raise PlaybookError(key, f"{label!r} is no severity; use P1, P2, P3 or P4")
    return tuple(sorted(_SEVERITIES[str(label)] for label in labels))


def _parse_told_by(raw: object, key: str) -> frozenset[ToldBy]:
    told = _list(raw, key)
    for one in told:
        if one not in tuple(ToldBy):
            raise PlaybookError(key, f"{one!r} is not known here; use {', '.join(ToldBy)}")
    return frozenset(ToldBy(str(one)) for one in told)


def _parse_task_notices(raw: object) -> frozenset[TaskNotice]:
    if raw is None or raw == []:
        return frozenset()
    wanted = _list(raw, "task_notices")
    for one in wanted:
        if one not in tuple(TaskNotice):
            raise PlaybookError("task_notices", f"{one!r} is not known here; use {', '.join(TaskNotice)}")
    return frozenset(TaskNotice(str(one)) for one in wanted)


def _parse_ladder(raw: object) -> tuple[Rung, ...]:
    if raw is None:
        return _LADDER_UNLESS_SAID
    rungs: list[Rung] = []
    for index, entry_raw in enumerate(_list(raw, "escalation")):
        key = f"escalation[{index}]"
        entry = _mapping(entry_raw, key)
        _refuse_unknown(entry, ("name", "after_min", "team"), key)
        after_min = _minutes(entry.get("after_min"), f"{key}.after_min", least=0)
        if rungs and after_min <= rungs[-1].after_min:
            raise PlaybookError(f"{key}.after_min", "must be later than the rung below it")
        team = _text(entry["team"], f"{key}.team") if "team" in entry else ""
        rungs.append(Rung(_text(entry.get("name"), f"{key}.name"), after_min, team))
    if rungs[0].after_min:
        raise PlaybookError("escalation[0].after_min", "must be 0: a missed promise is told at once")
    return tuple(rungs)


_PROFILE_KEYS = ("name", "for_audience", "promise", "steps", "in_force", "severities", "services", "regions")


def _parse_steps(raw: object, key: str) -> tuple[tuple[int, int], ...]:
    steps: list[tuple[int, int]] = []
    for index, entry_raw in enumerate(_list(raw, key)):
        where = f"{key}[{index}]"
        entry = _mapping(entry_raw, where)
        _refuse_unknown(entry, ("until_min", "every_min"), where)
        until_min = _minutes(entry.get("until_min", _LONGEST_MIN), f"{where}.until_min")
        if steps and until_min <= steps[-1][0]:
            raise PlaybookError(f"{where}.until_min", "must be later than the step before it")
        steps.append((until_min, _minutes(entry.get("every_min"), f"{where}.every_min")))
    return tuple(steps)


def _parse_profiles(raw: object) -> tuple[CadenceProfile, ...]:
    found: list[CadenceProfile] = []
    for index, entry_raw in enumerate([] if raw is None else _list(raw, "profiles")):
        key = f"profiles[{index}]"
        entry = _mapping(entry_raw, key)
        _refuse_unknown(entry, _PROFILE_KEYS, key)
        in_force = entry.get("in_force", False)
        if not isinstance(in_force, bool):
            raise PlaybookError(f"{key}.in_force", "must be true or false")
        audience = _text(entry.get("for_audience"), f"{key}.for_audience")
        if audience == INTERNAL:
            raise PlaybookError(f"{key}.for_audience", "is internal, whose cadence is cadence_min; name another one")
        services, regions = (
            tuple(_text(one, f"{key}.{name}") for one in _list(entry[name], f"{key}.{name}")) if name in entry else ()
            for name in ("services", "regions")
        )
        found.append(
            CadenceProfile(
                name=_text(entry.get("name"), f"{key}.name"),
                for_audience=audience,
                promise=_text(entry.get("promise"), f"{key}.promise"),
                steps=_parse_steps(entry.get("steps"), f"{key}.steps"),
                is_in_force=in_force,
                severities=_severities(entry["severities"], f"{key}.severities") if "severities" in entry else (),
                service_ids=services,
                region_ids=regions,
            )
        )
    return tuple(found)


def _parse_closure(raw: object) -> tuple[ClosureRule, ...]:
    rules: list[ClosureRule] = []
    for index, entry_raw in enumerate(_list(raw, "closure")):
        key = f"closure[{index}]"
        entry = _mapping(entry_raw, key)
        _refuse_unknown(entry, ("criterion", "name", "severities", "minutes", "kinds", "reasons", "told_by"), key)
        if entry.get("criterion") not in tuple(Criterion):
            raise PlaybookError(f"{key}.criterion", f"is not known here; use one of {', '.join(Criterion)}")
        criterion = Criterion(str(entry["criterion"]))
        if (criterion is Criterion.STABLE) != ("minutes" in entry):
            raise PlaybookError(f"{key}.minutes", "belongs to the criterion stable, and only to it")
        if (criterion is Criterion.REPEATS_OWNED) != ("kinds" in entry and "reasons" in entry):
            raise PlaybookError(f"{key}.kinds", "kinds and reasons belong to the criterion repeats_owned, only to it")
        if "told_by" in entry and criterion is not Criterion.CUSTOMERS_TOLD:
            raise PlaybookError(f"{key}.told_by", "belongs to the criterion customers_told, and only to it")
        severities = _severities(entry.get("severities", tuple(_SEVERITIES)), f"{key}.severities")
        rules.append(
            ClosureRule(
                criterion=criterion,
                name=_text(entry.get("name"), f"{key}.name"),
                severities=severities,
                minutes=_by_severity(entry["minutes"], f"{key}.minutes", least=0) if "minutes" in entry else {},
                needs=_parse_needs(entry, key) if criterion is Criterion.REPEATS_OWNED else NOTHING_NEEDED,
                told_by=_parse_told_by(entry.get("told_by", tuple(ToldBy)), f"{key}.told_by"),
            )
        )
    return tuple(rules)


def parse_playbook(raw: Mapping[str, object]) -> Playbook:
    """A checkpoint playbook, checked.

    Args:
        raw: the mapping of a playbook file.

    Returns:
        The playbook.

    Raises:
        PlaybookError: names the key and what to write there.
    """
    _refuse_unknown(raw, _TOP_KEYS, "")
    round_to_min = _minutes(raw.get("round_to_min"), "round_to_min")
    # Rounding down may take almost one step off, so a cadence of two steps still leaves one.
    cadence_min = _by_severity(raw.get("cadence_min"), "cadence_min", least=2 * round_to_min)
    for worse, better in zip(Severity, list(Severity)[1:], strict=False):
        if cadence_min[worse] > cadence_min[better]:
            raise PlaybookError(
                f"cadence_min.{worse.label}", f"is slower than {better.label}; promise sooner for worse"
            )
    return Playbook(
        name=_text(raw.get("name"), "name"),
        version=_text(raw.get("version"), "version"),
        round_to_min=round_to_min,
        cadence_min=cadence_min,
        promises=_parse_promises(raw.get("promises")),
        closure=_parse_closure(raw.get("closure")),
        eta_for=_parse_eta_for(raw.get("eta_for")),
        ladder=_parse_ladder(raw.get("escalation")),
        profiles=_parse_profiles(raw.get("profiles")),
        task_notices=_parse_task_notices(raw.get("task_notices")),
    )
