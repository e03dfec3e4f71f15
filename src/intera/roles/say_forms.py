"""How do released words read in each channel: made when a page is read, by the rule that makes what is sent."""

from intera.model.narrative import SpokenClause
from intera.model.publication import Channel
from intera.narrative.channels import CHANNELS, Speech, UnfitWordsError, form_of, room_of
from intera.roles.released_words import ReleasedSpeech
from intera.roles.view_words import ChannelForm


def forms_of(speech: ReleasedSpeech) -> tuple[ChannelForm, ...]:
    """The form of each channel a reader has.

    Args:
        speech: one of the group `words`.

    Returns:
        In the order of the audience's channels; a channel that cannot carry the words says why. None
        for words that lapsed or were withdrawn.
    """
    clauses = tuple(SpokenClause(said["part"], said["text"], ()) for said in speech["sentences"])
    if not clauses:
        return ()
    spoken = Speech(speech["audience"], speech["language"], clauses, tuple(speech["subjects"]))
    return tuple(_form(spoken, channel) for channel in CHANNELS.get(speech["audience"], ()))


def _form(speech: Speech, channel: Channel) -> ChannelForm:
    try:
        text = form_of(speech, channel)
    except UnfitWordsError as unfit:
        return ChannelForm(channel.value, problem=f"{unfit.reason[:1].upper()}{unfit.reason[1:]}.")
    room = room_of(channel, text.body)
    return ChannelForm(
        channel=channel.value,
        subject=text.subject,
        paragraphs=tuple(text.body.split("\n\n")),
        used=room.used,
        most=room.most,
        cut=text.cut_parts,
    )
