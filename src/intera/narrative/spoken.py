"""How times and places are said to a customer in one language, on the operator's own clock.

Each language is one `Phrases` row; a new language is a new row. Dates and lists come from the
locale library. Source: design GUIDE section 4, "Times".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list

# More names than this are harder to read than "several areas".
MOST_PLACES = 6
_NOON_H = 12
_EVENING_H = 18
_NIGHT_H = 22


@dataclass(frozen=True, slots=True)
class Phrases:
    """The few words a language needs around times and facts; `date_pattern` in CLDR letters.

    `clock` is how a time of day is written, `zones` zones that go by other letters than in English.
    `somewhere` joins service and place, `subjects` head a mail, by stage. `corrects`
    and `withdraws` say that an earlier update is put right or taken back, `promises` when we speak next.
    `causes` are the classes of cause a profile may let through. `keeps_names` says that names of services
    stay as the operator writes them, because the language bends words the operator did not bend.
    """

    locale: str
    date_pattern: str
    clock: str
    today: str
    on_date: str
    trouble: str
    several_places: str
    later_morning: str
    later_afternoon: str
    later_evening: str
    later_night: str
    tomorrow: str
    coming_days: str
    somewhere: str
    subjects: tuple[tuple[str, str], ...]
    corrects: str
    withdraws: str
    promises: str
    causes: tuple[tuple[str, str], ...]
    keeps_names: bool = False
    zones: tuple[tuple[str, str], ...] = ()


PHRASES: Mapping[str, Phrases] = {
    "en": Phrases(
        locale="en_GB",
        date_pattern="EEEE d MMMM",
        clock="{time}",
        today="{time} today",
        on_date="{time} on {date}",
        trouble="trouble with {service}",
        several_places="several areas",
        later_morning="later this morning",
        later_afternoon="later this afternoon",
        later_evening="later this evening",
        later_night="later tonight",
        tomorrow="tomorrow",
        coming_days="in the next few days",
        somewhere="{service} in {place}",
        subjects=(
            ("being_verified", "{what}: we are checking reports"),
            ("active", "{what}: update"),
            ("restored", "{what}: working as usual again"),
            ("closed", "{what}: last update"),
        ),
        corrects="This corrects our update of {time}.",
        withdraws="We withdraw our update of {time} on {what}. Please do not rely on it. We are sorry for this.",
        promises="We will give the next update by {next_update}.",
        causes=(
            ("power", "a loss of power"),
            ("physical_damage", "physical damage"),
            ("software_fault", "a software fault"),
            ("third_party_works", "works that are not ours"),
        ),
    ),
    # Names and places stay as the operator writes them; "der Dienst" carries the case endings.
    "de": Phrases(
        locale="de_DE",
        date_pattern="EEEE, d. MMMM",
        clock="{time} Uhr",
        today="{time} heute",
        on_date="{time} am {date}",
        trouble="Störungen beim Dienst {service}",
        several_places="mehreren Gebieten",
        later_morning="im Laufe des Vormittags",
        later_afternoon="im Laufe des Nachmittags",
        later_evening="im Laufe des Abends",
        later_night="im Laufe der Nacht",
        tomorrow="morgen",
        coming_days="in den nächsten Tagen",
        somewhere="{service} in {place}",
        subjects=(
            ("being_verified", "{what}: wir prüfen Meldungen"),
            ("active", "{what}: neuer Stand"),
            ("restored", "{what}: wieder wie gewohnt nutzbar"),
            ("closed", "{what}: letzte Mitteilung"),
        ),
        corrects="Diese Mitteilung berichtigt unsere Mitteilung von {time}.",
        withdraws=(
            "Wir ziehen unsere Mitteilung von {time} zu {what} zurück. Bitte verlassen Sie sich nicht darauf."
            " Wir bitten um Entschuldigung."
        ),
        promises="Die nächste Mitteilung geben wir bis {next_update}.",
        causes=(
            ("power", "ein Ausfall der Stromversorgung"),
            ("physical_damage", "ein äußerer Schaden"),
            ("software_fault", "ein Softwarefehler"),
            ("third_party_works", "Arbeiten, die nicht von uns sind"),
        ),
        keeps_names=True,
        zones=(("CET", "MEZ"), ("CEST", "MESZ")),
    ),
}


class UnknownLanguageError(ValueError):
    """No words or rules are shipped for a language."""

    def __init__(self, language: str) -> None:
        """Names the language and those we have."""
        super().__init__(f"no words for language {language!r}; use {', '.join(sorted(PHRASES))}")
        self.language = language


def phrases_of(language: str) -> Phrases:
    """The words of a language.

    Args:
        language: a two-letter code, such as "en".

    Returns:
        Its row.

    Raises:
        UnknownLanguageError: we have no words for it.
    """
    found = PHRASES.get(language)
    if found is None:
        raise UnknownLanguageError(language)
    return found


def past_words(instant: datetime, *, at: datetime, zone: ZoneInfo, phrases: Phrases, is_dated: bool = False) -> str:
    """When something happened: "13:18 today", or time, weekday and date when it was another day.

    Args:
        instant: the moment told of, aware.
        at: the moment it is told.
        zone: the operator's zone.
        phrases: the language.
        is_dated: whether to give the date, zone and year too, so that the words hold on any later day.

    Returns:
        The words; the zone is added when the clocks have changed in between, so that no reader
        counts an hour too many.
    """
    local, now = instant.astimezone(zone), at.astimezone(zone)
    time = _clock_words(local, phrases, with_zone=is_dated or local.utcoffset() != now.utcoffset())
    if local.date() == now.date() and not is_dated:
        return phrases.today.replace("{time}", time)
    words = _date_words(local.date(), phrases, with_year=is_dated or local.year != now.year)
    return phrases.on_date.replace("{time}", time).replace("{date}", words)


def due_words(instant: datetime, *, at: datetime, zone: ZoneInfo, phrases: Phrases) -> str:
    """By when: "15:05 CET", with weekday and date when it is another day.

    Args:
        instant: the moment promised, aware.
        at: the moment it is told.
        zone: the operator's zone.
        phrases: the language.

    Returns:
        The absolute time with its zone.
    """
    local, now = instant.astimezone(zone), at.astimezone(zone)
    time = _clock_words(local, phrases, with_zone=True)
    if local.date() == now.date():
        return time
    words = _date_words(local.date(), phrases, with_year=local.year != now.year)
    return phrases.on_date.replace("{time}", time).replace("{date}", words)


def soft_words(instant: datetime, *, at: datetime, zone: ZoneInfo, phrases: Phrases) -> str:
    """Roughly when, without a clock time: "later this afternoon", "tomorrow".

    Args:
        instant: the latest moment it is expected, aware.
        at: the moment it is told.
        zone: the operator's zone.
        phrases: the language.

    Returns:
        A part of today, tomorrow, or "in the next few days".
    """
    local, now = instant.astimezone(zone), at.astimezone(zone)
    days = (local.date() - now.date()).days
    if days == 1:
        return phrases.tomorrow
    if days > 1:
        return phrases.coming_days
    if local.hour < _NOON_H:
        return phrases.later_morning
    if local.hour < _EVENING_H:
        return phrases.later_afternoon
    return phrases.later_evening if local.hour < _NIGHT_H else phrases.later_night


def _clock_words(local: datetime, phrases: Phrases, *, with_zone: bool) -> str:
    time = phrases.clock.replace("{time}", f"{local.hour:02d}:{local.minute:02d}")
    return f"{time} {zone_words(local, phrases)}" if with_zone else time


def zone_words(local: datetime, phrases: Phrases) -> str:
    """The zone's usual letters at a moment, or its distance from UTC where it has none.

    Args:
        local: a datetime already in the zone.
        phrases: the language.

    Returns:
        "CET", or "UTC+03:00" where the zone is only known by its number.
    """
    name = local.tzname() or ""
    if name.isalpha():
        return dict(phrases.zones).get(name, name)
    offset = local.utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset else 0
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@lru_cache(maxsize=1024)
def place_words(names: tuple[str, ...], phrases: Phrases) -> str:
    """Where, in words: "Coast and Lakes"; too many names become "several areas".

    Args:
        names: names of regions, at least one, in reading order.
        phrases: the language.

    Returns:
        One phrase that follows "in".
    """
    return phrases.several_places if len(names) > MOST_PLACES else format_list(names, locale=phrases.locale)


@lru_cache(maxsize=1024)
def _date_words(day: date, phrases: Phrases, *, with_year: bool) -> str:
    pattern = f"{phrases.date_pattern} y" if with_year else phrases.date_pattern
    return format_date(day, pattern, locale=phrases.locale)


@lru_cache(maxsize=1024)
def spoken_name(name: str, own_words: str) -> str:
    """What a service is called in the middle of a sentence: "Mobile Data" becomes "mobile data".

    Args:
        name: the name as the catalogue writes it.
        own_words: words that keep their capitals, such as the operator's own name.

    Returns:
        The name with plain capitals lowered; "VPN", "4G" and "eSIM" stay as they are.
    """
    kept = frozenset(own_words.split())
    return " ".join(
        word if word in kept or not word[1:].islower() else word[0].lower() + word[1:] for word in name.split()
    )
