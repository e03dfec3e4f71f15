"""Which zone do the words behind a clock time mean: US/Pacific, PDT, CET, UTC+02:00, local time.

An abbreviation means its own offset all year round: "16:00 PST" is UTC-8 in July too, because that is
what stands there. One that the operator's own zone uses means what it means there, so IST is Irish time
in Dublin and Indian time in Mumbai. "PT", "Pacific time" and names such as US/Pacific follow the law of the
place, summer time included.
"""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from re import IGNORECASE
from re import compile as pattern
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET_MIN = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0,
    "BST": 60, "CET": 60, "MEZ": 60, "WEST": 60, "WAT": 60,
    "CEST": 120, "MESZ": 120, "EET": 120, "SAST": 120, "CAT": 120,
    "EEST": 180, "MSK": 180, "EAT": 180, "TRT": 180, "AST": -240,
    "GST": 240, "PKT": 300, "IST": 330, "ICT": 420, "WIB": 420,
    "HKT": 480, "SGT": 480, "AWST": 480, "MYT": 480, "JST": 540, "KST": 540,
    "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "NST": -210, "NDT": -150, "ADT": -180, "BRT": -180, "ART": -180,
    "EDT": -240, "EST": -300, "CDT": -300, "CST": -360, "MDT": -360, "MST": -420,
    "PDT": -420, "PST": -480, "AKDT": -480, "AKST": -540, "HST": -600,
}  # fmt: skip
_PLACES = {
    "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles",
    "MT": "America/Denver", "MOUNTAIN": "America/Denver",
    "CT": "America/Chicago", "CENTRAL": "America/Chicago",
    "ET": "America/New_York", "EASTERN": "America/New_York",
    "ATLANTIC": "America/Halifax",
    "NEWFOUNDLAND": "America/St_Johns",
    "UK": "Europe/London", "BRITISH": "Europe/London", "LONDON": "Europe/London",
    "CENTRAL EUROPEAN": "Europe/Berlin", "EASTERN EUROPEAN": "Europe/Athens",
    "BERLIN": "Europe/Berlin", "PARIS": "Europe/Paris", "SYDNEY": "Australia/Sydney",
    "MITTELEUROPÄISCHER": "Europe/Berlin", "DEUTSCHER": "Europe/Berlin", "BERLINER": "Europe/Berlin",
}  # fmt: skip
_LOCAL = ("local", "ortszeit")
_NAMED = sorted((name for name in (*_OFFSET_MIN, *_PLACES) if " " not in name), key=len, reverse=True)
ZONE_SHORT = "|".join(name for name in _NAMED if name in _OFFSET_MIN or name in {"PT", "MT", "CT", "ET", "UK"})
# What may stand behind a clock time. Case counts for abbreviations: "at" is a word, "AT" a zone.
ZONE = (
    r"(?:(?:UTC|GMT)\s?[+\-]\s?\d{1,2}(?::?\d{2})?"
    r"|[+\-]\d{2}:?\d{2}"
    r"|(?:[A-Z][A-Za-z]+|US)/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?|US/PACIFIC|us/pacific|Us/[Pp]acific"
    r"|(?:[Uu]\.?[Ss]\.?\s+)?(?:[Cc]entral\s+[Ee]uropean|[Ee]astern\s+[Ee]uropean|[Pp]acific|[Mm]ountain|[Cc]entral|[Ee]astern|[Aa]tlantic|[Nn]ewfoundland|[Bb]ritish|UK"
    r"|London|Berlin|Paris|Sydney)"
    r"(?:\s+(?:[Dd]aylight|[Ss]tandard|[Ss]ummer))?(?:\s+[Tt]ime)?"
    r"|[Ll]ocal(?:\s+[Tt]ime)?|(?:(?:[Dd]eutscher|[Mm]itteleuropäischer|Berliner)\s+)?(?:Orts|Sommer|Winter)?[Zz]eit"
    rf"|(?:{'|'.join(_NAMED)})(?![A-Za-z])(?:\s+[Tt]ime)?)"
)
_OFFSET = pattern(r"(?:UTC|GMT)?\s?([+\-])\s?(\d{1,2}):?(\d{2})?$", IGNORECASE)
_TAIL = pattern(r"\s*(?:time|zeit)$", IGNORECASE)
_SEASON = pattern(r"\s+(daylight|standard|summer)$", IGNORECASE)
_SEASON_OFFSET_MIN = {
    ("PACIFIC", "DAYLIGHT"): -420, ("PACIFIC", "STANDARD"): -480,
    ("MOUNTAIN", "DAYLIGHT"): -360, ("MOUNTAIN", "STANDARD"): -420,
    ("CENTRAL", "DAYLIGHT"): -300, ("CENTRAL", "STANDARD"): -360,
    ("EASTERN", "DAYLIGHT"): -240, ("EASTERN", "STANDARD"): -300,
    ("BRITISH", "SUMMER"): 60, ("CENTRAL EUROPEAN", "SUMMER"): 120, ("CENTRAL EUROPEAN", "STANDARD"): 60,
}  # fmt: skip
# No place is farther from UTC. Source: IANA time zone database, Pacific/Kiritimati.
_FARTHEST_MIN = 14 * 60
_YEAR = 2024
_MONTHS_APART = (1, 7)


@lru_cache(maxsize=256)
def zone_of(words: str, own_zone: str) -> tzinfo | None:
    """The zone that the words behind a clock time name.

    Args:
        words: as written, for instance "US/Pacific" or "UTC+02:00"; empty and "local time" mean the operator's own.
        own_zone: the operator's IANA zone.

    Returns:
        The zone; None where nothing goes by this name.
    """
    own = ZoneInfo(own_zone)
    said = " ".join(words.split()).replace(".", "")
    if not said or said.lower().startswith(_LOCAL):
        return own
    if (offset := _OFFSET.match(said)) is not None:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes > _FARTHEST_MIN:
            return None
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    if "/" in said:
        return _place(said)
    short = _TAIL.sub("", said).upper().removeprefix("US ")
    if (season := _SEASON.search(short)) is not None:
        short = short[: season.start()]
        if (stated_min := _SEASON_OFFSET_MIN.get((short, season[1].upper()))) is not None:
            return timezone(timedelta(minutes=stated_min))
    return _by_name(short, own)


def _by_name(short: str, own: ZoneInfo) -> tzinfo | None:
    for month in _MONTHS_APART:
        there = datetime(_YEAR, month, 15, tzinfo=own)
        if there.tzname() == short:
            return timezone(there.utcoffset() or timedelta(0))
    if short in _OFFSET_MIN:
        minutes = _OFFSET_MIN[short]
        return timezone(timedelta(minutes=minutes)) if minutes else UTC
    if short in _PLACES:
        return ZoneInfo(_PLACES[short])
    return own if not short or short in {"ORTS", "SOMMER", "WINTER"} else None


def _place(said: str) -> tzinfo | None:
    """A zone by its name in the public table, however it is capitalised."""
    for name in (
        said,
        "/".join(part.capitalize() for part in said.split("/")),
        said.upper().replace("PACIFIC", "Pacific"),
    ):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None
