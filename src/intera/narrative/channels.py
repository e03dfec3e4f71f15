"""The same words in the form of each channel: portal, mail, SMS, script, note, notice, phone wall, chat, webhook.

A form is derived, never written: the sentences are the same ones everywhere. Where a channel is
short, whole parts go, from the end; what customers experience and the next update always stay.
Source: issue 4, section 4; design GUIDE section 4 (times with their zone in every customer text).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intera.model.narrative import Clause, Narrative, SpokenClause, Template
from intera.model.publication import Channel, ChannelText
from intera.narrative.own_words import as_clauses
from intera.narrative.render import text_of
from intera.narrative.spoken import Phrases, phrases_of
from intera.narrative.template import CUSTOMER, PARTS, SLOT, BadTemplateError

_EXPERIENCE, _CHECKED, _TO_DO, _NEXT_UPDATE = PARTS
# What goes first when a channel is short. Source: issue 4 (cut from the end, never the first slot or the next update).
_CUT_ORDER = (_TO_DO, _CHECKED)
# The basic alphabet of SMS, and the signs that count twice. Source: 3GPP TS 23.038, section 6.2.1.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")
# One message, and two joined ones, in the SMS alphabet and outside of it. A text with a single sign outside
# costs less than half the room, so it is counted in that alphabet as a whole. Source: 3GPP TS 23.040,
# section 9.2.3.24.1 (153 of 160 and 67 of 70 signs are left in each of two joined messages).
_GSM_ROOM = 306
_WIDE_ROOM = 134
_GSM_ONE = 160
_WIDE_ONE = 70
# A line of a mail's head. Source: RFC 5322, section 2.1.1.
_SUBJECT_ROOM = 78
# Half a minute read aloud at an unhurried 150 words a minute, 75 words of about six signs each: our own judgement
# of how long a caller listens before the menu.
_SPOKEN_ROOM = 450
# The tightest of the chat services a gateway reaches takes 2,000 signs a message. Source: Discord's message limit.
_CHAT_ROOM = 2000
_LOWEST_SIGN = " "
_SUBJECTLESS = frozenset({Channel.CARE_SCRIPT, Channel.PHONE_WALL, Channel.SMS})
_ONE_PARAGRAPH = frozenset({Channel.PHONE_WALL, Channel.SMS})
CHANNELS: Mapping[str, tuple[Channel, ...]] = {
    CUSTOMER: (Channel.PORTAL, Channel.MAIL, Channel.SMS, Channel.PHONE_WALL, Channel.CHAT, Channel.WEBHOOK),
    "internal-care": (Channel.CARE_SCRIPT, Channel.CHAT),
    "sales": (Channel.SALES_NOTE, Channel.MAIL),
    "partner": (Channel.PARTNER_NOTICE, Channel.MAIL, Channel.WEBHOOK),
}


class UnfitWordsError(ValueError):
    """Words cannot be put in the form of a channel as they are; nothing is cut off or altered unseen."""

    def __init__(self, channel: Channel, reason: str) -> None:
        """Carries the channel and the reason."""
        super().__init__(f"{channel.value.replace('_', ' ')}: {reason}")
        self.channel = channel
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Speech:
    """What the form of a channel is made from: sentences for one reader, and how a mail about them may be headed.

    `subjects` are the same heading at several lengths, the fullest first.
    """

    audience: str
    language: str
    clauses: tuple[SpokenClause, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a channel a text takes, in the channel's own count; `most` is None without a limit."""

    used: int
    most: int | None

    @property
    def is_enough(self) -> bool:
        """Whether it fits."""
        return self.most is None or self.used <= self.most


def texts_for(narrative: Narrative, *, lead: str = "") -> tuple[ChannelText, ...]:
    """The words of a narrative in every form its audience has a channel for, and they fit.

    Args:
        narrative: a draft or approved words.
        lead: a sentence put before all others, such as that this corrects an earlier update.

    Returns:
        One text a channel, in the order of the audience's channels; a channel that cannot carry
        them is left out (`text_for` says why).

    Raises:
        UnknownLanguageError: we have no words for the language.
    """
    found: list[ChannelText] = []
    for channel in CHANNELS.get(narrative.audience, ()):
        try:
            found.append(text_for(narrative, channel, lead=lead))
        except UnfitWordsError:
            continue
    return tuple(found)


def text_for(narrative: Narrative, channel: Channel, *, lead: str = "") -> ChannelText:
    """The words of a narrative in the form of one channel.

    Args:
        narrative: a draft or approved words.
        channel: one of the audience's channels.
        lead: a sentence put before all others.

    Returns:
        The text, with the parts that were cut to fit.

    Raises:
        UnfitWordsError: the audience has no such channel, the words do not fit even at their
            shortest, or a value in them holds markup or a line break where none may be.
        UnknownLanguageError: we have no words for the language.
    """
    return form_of(speech_of(narrative, lead=lead), channel)


def speech_of(narrative: Narrative, *, lead: str = "") -> Speech:
    """What the forms of a narrative are made from.

    Args:
        narrative: a draft or approved words.
        lead: a sentence put before all others.

    Returns:
        Its sentences and headings.

    Raises:
        UnknownLanguageError: we have no words for the language.
    """
    clauses = narrative.clauses or as_clauses(narrative.text, narrative.facts)
    if lead:
        clauses = (SpokenClause(_EXPERIENCE, lead, ()), *clauses)
    phrases = phrases_of(narrative.language)
    stage = next((fact.text for fact in narrative.facts if fact.slot == "stage"), "")
    pattern = dict(phrases.subjects).get(stage, "{what}")
    wholes = (what_words(narrative, phrases, with_place=with_place) for with_place in (True, False))
    subjects = dict.fromkeys(pattern.replace("{what}", what[:1].upper() + what[1:]) for what in wholes)
    return Speech(narrative.audience, narrative.language, clauses, tuple(subjects))


def form_of(speech: Speech, channel: Channel) -> ChannelText:
    """Sentences in the form of one channel.

    Args:
        speech: what is said to whom.
        channel: one of the audience's channels.

    Returns:
        The text, with the parts that were cut to fit.

    Raises:
        UnfitWordsError: as `text_for`.
    """
    if channel not in CHANNELS.get(speech.audience, ()):
        raise UnfitWordsError(channel, f"there is no such channel for {speech.audience}")
    subject = "" if channel in _SUBJECTLESS else _subject(speech, channel)
    body, cut = _fitted(speech.clauses, channel)
    found = ChannelText(channel, subject, body, cut)
    refuse_unsafe_text(found)
    return found


def room_of(channel: Channel, body: str) -> Room:
    """How much of a channel a text takes.

    Args:
        channel: the form it has.
        body: the text.

    Returns:
        For SMS in signs of the alphabet the text needs, out of one or two messages; else in characters.
    """
    if channel is Channel.SMS:
        return _sms_room(body)
    most = {Channel.PHONE_WALL: _SPOKEN_ROOM, Channel.CHAT: _CHAT_ROOM}.get(channel)
    return Room(len(body), most)


def refuse_unsafe_text(text: ChannelText) -> None:
    """Refuses a text that could mean something else to the program that shows it.

    Args:
        text: the form of a channel.

    Raises:
        UnfitWordsError: a subject has a line break, or any of it holds markup or a control sign.
    """
    if any(sign < _LOWEST_SIGN for sign in text.subject):
        raise UnfitWordsError(text.channel, "the subject holds a line break; correct the name of service or place")
    if any(sign < _LOWEST_SIGN and sign != "\n" for sign in text.body):
        raise UnfitWordsError(text.channel, "the text holds a control sign; correct the name it came with")
    if any(sign in text.subject + text.body for sign in "<>"):
        raise UnfitWordsError(text.channel, "the text holds < or >; write plain words")


def refuse_unfit_words(template: Template) -> None:
    """Refuses a template that would exceed one of its channels even at its shortest.

    Args:
        template: approved words.

    Raises:
        BadTemplateError: what customers experience and the next update, with every slot one letter
            long, are longer than a channel of the audience takes.
    """
    shortest = " ".join(filter(None, (_shortest(template, part) for part in (_EXPERIENCE, _NEXT_UPDATE))))
    for channel in CHANNELS.get(template.audience, ()):
        room = room_of(channel, shortest)
        if not room.is_enough:
            problem = f"has at least {room.used} signs for {channel.value.replace('_', ' ')}, which takes {room.most}"
            raise BadTemplateError(template.template_id, "body", f"{problem}; shorten the first and the last part")


def what_words(narrative: Narrative, phrases: Phrases, *, with_place: bool = True) -> str:
    """What a narrative is about, inside a sentence: "mobile data in Coast and Lakes".

    Args:
        narrative: with its facts.
        phrases: the language.
        with_place: whether to name the place, where one is known.

    Returns:
        The words; empty when it names no service.
    """
    facts = {fact.slot: fact.text for fact in narrative.facts}
    service, place = facts.get("service", ""), facts.get("place", "")
    if not (service and place and with_place):
        return service
    return SLOT.sub(lambda slot: {"service": service, "place": place}[slot.group(1)], phrases.somewhere)


def _subject(speech: Speech, channel: Channel) -> str:
    for subject in speech.subjects:
        if len(subject) <= _SUBJECT_ROOM:
            return subject
    raise UnfitWordsError(channel, f"the subject is longer than {_SUBJECT_ROOM} signs; shorten the service's name")


def _fitted(spoken: Sequence[SpokenClause], channel: Channel) -> tuple[str, tuple[str, ...]]:
    cut: list[str] = []
    body = _joined(spoken, channel)
    for part in _CUT_ORDER:
        if room_of(channel, body).is_enough:
            break
        if any(clause.part == part for clause in spoken):
            spoken = tuple(clause for clause in spoken if clause.part != part)
            cut.append(part)
            body = _joined(spoken, channel)
    room = room_of(channel, body)
    if not room.is_enough:
        raise UnfitWordsError(channel, f"the shortest form has {room.used} signs, and {room.most} fit")
    return body, tuple(cut)


def _joined(spoken: Sequence[SpokenClause], channel: Channel) -> str:
    if channel in _ONE_PARAGRAPH:
        return " ".join(clause.text for clause in spoken)
    return text_of(spoken)


def _sms_room(body: str) -> Room:
    twice = sum(1 for sign in body if sign in _GSM_TWICE)
    if all(sign in _GSM or sign in _GSM_TWICE for sign in body):
        used = len(body) + twice
        # A sign that counts twice is never torn between two messages: at worst one place stays empty.
        most = _GSM_ONE if used <= _GSM_ONE else _GSM_ROOM - (1 if twice else 0)
        return Room(used, most)
    used = len(body.encode("utf-16-be")) // 2
    is_paired = used > len(body)
    return Room(used, _WIDE_ONE if used <= _WIDE_ONE else _WIDE_ROOM - (1 if is_paired else 0))


def _shortest(template: Template, part: str) -> str:
    """The fewest words a part can come to: of each chain the shortest, of optional sentences none."""
    chains: list[list[Clause]] = []
    for clause in template.clauses:
        if clause.part != part:
            continue
        if clause.is_otherwise:
            chains[-1].append(clause)
        else:
            chains.append([clause])
    said: list[str] = []
    for number, chain in enumerate(chains):
        may_be_silent = all(set(clause.needs) - set(template.needs) for clause in chain)
        # The first sentence is always said: without it there is no text.
        if may_be_silent and not (number == 0 and part == _EXPERIENCE):
            continue
        said.append(min((SLOT.sub("x", clause.text) for clause in chain), key=len))
    return " ".join(said)
