"""Every language names the same kinds of time."""

from intera.coordination.time_vocabulary import VOCABULARY


def test_every_language_has_whole_lists_in_lower_case() -> None:
    for name, words in VOCABULARY.items():
        assert words.language == name
        assert set(words.months.values()) == set(range(1, 13))
        assert set(words.weekdays.values()) == set(words.short_weekdays.values()) == set(range(7))
        assert {60, 3600, 86_400} <= set(words.units_s.values())
        assert {720, 1440} <= set(words.clock_names.values())
        for listed in (words.numbers, words.units_s, words.weekdays, words.months, words.clock_names):
            assert all(one == one.lower() for one in listed)
