"""A page shows each channel's form by the rule that makes what is sent."""

from typing import cast

from flows.commanding import CASE
from flows.judged import RULES
from flows.town import after
from intera.narrative.channels import CHANNELS, texts_for
from intera.roles.release import release
from intera.roles.released_words import ReleasedSpeech, ReleasedWording
from intera.roles.say_forms import forms_of


def speech() -> ReleasedSpeech:
    document = release(CASE, RULES.operator, audience="service_assurance", at=after(5))
    return cast("ReleasedWording", document["words"])["speeches"][0]


def test_the_forms_shown_are_the_forms_sent() -> None:
    shown, sent = forms_of(speech()), texts_for(CASE.narratives[0])
    assert [one.channel for one in shown] == [channel.value for channel in CHANNELS["customer"]]
    assert [(one.subject, "\n\n".join(one.paragraphs), one.cut) for one in shown] == [
        (text.subject, text.body, text.cut_parts) for text in sent
    ]
    sms = next(one for one in shown if one.channel == "sms")
    assert sms.most is not None
    assert 0 < sms.used <= sms.most


def test_a_channel_that_cannot_carry_the_words_says_why() -> None:
    long = speech()
    long["sentences"][0]["text"] = "A" * 400
    sms = next(one for one in forms_of(long) if one.channel == "sms")
    assert sms.problem.startswith("The shortest form has ")
    assert not sms.paragraphs


def test_words_without_sentences_have_no_forms() -> None:
    assert forms_of({**speech(), "sentences": []}) == ()
