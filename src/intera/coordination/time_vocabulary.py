"""In which words does a language name times: numbers, units, days, months, parts of a day, joining words.

Only what is on these lists is read. "In a few hours", "shortly" and "this week" are on none: they put no
time on a clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Until which hour a part of a day lasts: what is said for the morning is due at noon. Source: house default.
_EN_PARTS = {"morning": 12, "afternoon": 18, "evening": 24, "night": 24}
_DE_PARTS = {"früh": 12, "vormittag": 12, "nachmittag": 18, "abend": 24, "nacht": 24}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, all in lower case; `units_s` in seconds, weekdays from Monday as 0.

    `lead` stands before a span from now, `join` between the parts of one time, `range_join` between two ends.
    """

    language: str
    numbers: Mapping[str, int]
    units_s: Mapping[str, int]
    weekdays: Mapping[str, int]
    short_weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days_ahead: Mapping[str, int]
    day_parts: Mapping[str, int]
    clock_names: Mapping[str, int]
    lead: str
    roughly: str
    before: str
    join: str
    range_join: str


def _months(names: str, *more: tuple[str, int]) -> dict[str, int]:
    full = {name: number for number, name in enumerate(names.split(), start=1)}
    return full | {name[:3]: number for name, number in full.items()} | dict(more)


def _units(minutes: tuple[str, ...], hours: tuple[str, ...], days: tuple[str, ...]) -> dict[str, int]:
    return {name: unit_s for names, unit_s in ((minutes, 60), (hours, 3600), (days, 86_400)) for name in names}


ENGLISH = Vocabulary(
    language="en",
    numbers={
        name: number
        for number, name in enumerate(
            [
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty",
            ],
            start=1,
        )
    }
    | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90}
    | {"twenty-four": 24, "thirty-six": 36, "forty-eight": 48, "seventy-two": 72, "a couple of": 2},
    units_s=_units(("minutes", "minute", "mins", "min", "m"), ("hours", "hour", "hrs", "hr", "h"), ("days", "day")),
    weekdays={
        n: i for i, n in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    },
    short_weekdays={
        "Mon": 0,
        "Tue": 1,
        "Tues": 1,
        "Wed": 2,
        "Thu": 3,
        "Thur": 3,
        "Thurs": 3,
        "Fri": 4,
        "Sat": 5,
        "Sun": 6,
    },
    months=_months(
        "january february march april may june july august september october november december", ("sept", 9)
    ),
    days_ahead={"the day after tomorrow": 2, "day after tomorrow": 2, "tomorrow": 1, "today": 0, "tonight": 0},
    day_parts=_EN_PARTS,
    clock_names={"noon": 720, "midday": 720, "mid-day": 720, "mid day": 720, "midnight": 1440}
    | {"end of the business day": 1020, "end of business day": 1020, "close of business": 1020, "cob": 1020}
    | {"end of business": 1020, "close of play": 1020, "end of the working day": 1020, "eob": 1020}
    | {"end of the day": 1440, "end of day": 1440, "eod": 1440},
    lead=(
        r"(?:with?in|in|inside)\s+(?:the\s+)?(?:(?:next|coming|following)\s+)?"
        r"|(?:the\s+)?next\s+|every\s+|after\s+another\s+"
    ),
    roughly=r"(?:about|around|approximately|approx\.?|roughly|circa|another|up\s+to|under|(?:no\s+)?(?:more|less|longer)\s+than|at\s+most|max(?:imum)?\.?|~|≈)\s*",
    before=r"by|at|around|before|until|till|approximately|approx\.?|about|~|than",
    join=r"at|on|by|of|the|in|before|around|about|approximately|approx|roughly|end|this|late|later|early|T|no|than",
    range_join=r"-|to|until|till|or",
)
GERMAN = Vocabulary(
    language="de",
    numbers={
        name: number
        for number, name in enumerate(
            [
                "eins",
                "zwei",
                "drei",
                "vier",
                "fünf",
                "sechs",
                "sieben",
                "acht",
                "neun",
                "zehn",
                "elf",
                "zwölf",
                "dreizehn",
                "vierzehn",
                "fünfzehn",
            ],
            start=1,
        )
    }
    | dict.fromkeys(("ein", "eine", "einer", "einem", "einen"), 1)
    | {"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfundvierzig": 45, "sechzig": 60, "neunzig": 90}
    | {"vierundzwanzig": 24, "achtundvierzig": 48},
    units_s=_units(("minuten", "minute", "min"), ("stunden", "stunde", "std", "h"), ("tagen", "tage", "tages", "tag"))
    | {"viertelstunde": 900, "dreiviertelstunde": 2700},
    weekdays={
        n: i for i, n in enumerate(["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"])
    }
    | {"sonnabend": 5},
    short_weekdays={"Mo": 0, "Di": 1, "Mi": 2, "Do": 3, "Fr": 4, "Sa": 5, "So": 6},
    months=_months("januar februar märz april mai juni juli august september oktober november dezember"),
    days_ahead={"übermorgen": 2, "heute": 0, "morgen": 1},
    day_parts=_DE_PARTS,
    clock_names={"mittag": 720, "mittags": 720, "mitternacht": 1440, "tagesende": 1440, "ende des tages": 1440}
    | {"ende des arbeitstages": 1020, "geschäftsschluss": 1020, "dienstschluss": 1020},
    lead=(
        r"(?:in|innerhalb|binnen)\s+(?:von\s+)?(?:der\s+|den\s+|die\s+)?(?:nächsten\s+|kommenden\s+|folgenden\s+)?"
        r"|alle\s+|jede\s+"
    ),
    roughly=r"(?:etwa|ca\.?|circa|ungefähr|rund|weiteren|spätestens|maximal|höchstens|~|≈)\s*",
    before=r"um|bis|gegen|vor|etwa|ca\.?|circa|spätestens",
    join=r"am|um|bis|zum|gegen|vor|den|der|dem|des|ende|ca|etwa|circa|spätestens|ungefähr|von|in",
    range_join=r"-|bis|oder",
)
VOCABULARY: Mapping[str, Vocabulary] = {"en": ENGLISH, "de": GERMAN}
