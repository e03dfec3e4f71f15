"""What is told has its words in the first language first."""

from intera.roles.told_view import SpokenIn, Told

TOLD = Told("INC-1", "verified", "", "Verified", "Verified", "", "It is slow.", "", "", None, "", "", ())


def test_the_words_shown_are_those_of_the_first_language() -> None:
    assert TOLD.paragraphs == ()
    spoken = (SpokenIn("en", "English", ("One.",)), SpokenIn("de", "Deutsch", ("Eins.",)))
    assert Told(**{name: getattr(TOLD, name) for name in Told.__slots__} | {"words": spoken}).paragraphs == ("One.",)
