"""A hundred phrases no customer text may hold, written from the rules of language alone.

`*` stands around the words that carry the offence: those are what somebody would disguise. Every wording
has at least one word of seven letters or more, so that each can be misspelt. The second wording of a
phrase says the same in another order.
"""

from dataclasses import dataclass
from enum import Enum


class Expected(Enum):
    """What the guard owes a phrase."""

    MUST_CHANGE = "must_change"
    DECISION = "decision"
    """A person decides (somebody outside, "outage", "down", minimisers, filler): any finding will do."""


@dataclass(frozen=True)
class Phrase:
    """One forbidden clause in its wordings; the first is the plain one."""

    kind: str
    expected: Expected
    wordings: tuple[str, ...]


_MUST: dict[str, tuple[tuple[str, ...], ...]] = {
    "team blame": (
        ("our own *engineers* *botched* the change", "the change was *botched* by our own *engineers*"),
        ("our *operations* team made a *mistake*", "a *mistake* was made by our *operations* team"),
        (
            "the network *operations* centre *overlooked* it",
            "it was *overlooked* in the network *operations* centre",
        ),
        ("the planning *department* is to *blame*", "the *blame* lies with the planning *department*"),
        ("this is the *fault* of the *maintenance* crew", "the *maintenance* crew is at *fault* here"),
        ("the support team *ignored* your *complaints*", "your *complaints* were *ignored* by the support team"),
        ("our *developers* made a *careless* change", "a *careless* change was made by our *developers*"),
    ),
    "person blame": (
        ("one *employee* made a *mistake*", "a *mistake* was made by one *employee*"),
        ("a *colleague* *pressed* the *wrong* button", "the *wrong* button was *pressed* by a *colleague*"),
        ("the duty *manager* *failed* to react", "it was the duty *manager* who *failed* to react"),
        ("a *technician* *unplugged* the *wrong* cable", "the *wrong* cable was *unplugged* by a *technician*"),
        ("it was plain *negligence* by one person", "one person showed plain *negligence*"),
        ("it was *human* *error* by our *technicians*", "our *technicians* are behind this *human* *error*"),
    ),
    "supplier accusation": (
        ("our *supplier* *failed* to deliver", "to deliver is what our *supplier* *failed* to do"),
        ("the *vendor* gave us a *defective* update", "a *defective* update came from the *vendor*"),
        ("our roaming *partner* is to *blame*", "the *blame* lies with our roaming *partner*"),
        ("the *equipment* *maker* let us *down*", "we were let *down* by the *equipment* *maker*"),
        ("our *contractor* *damaged* the cable", "the cable was *damaged* by our *contractor*"),
        ("the wholesale *carrier* is at *fault*", "the *fault* lies with the wholesale *carrier*"),
        ("the *manufacturer* sold us *faulty* parts", "*faulty* parts were sold to us by the *manufacturer*"),
    ),
    "unverified cause": (
        ("the cause is *probably* a *software* *bug*", "a *software* *bug* is *probably* the cause"),
        ("we *suspect* a *cyber* *attack*", "a *cyber* *attack* is what we *suspect*"),
        ("it was *apparently* *caused* by an *overload*", "an *overload* has *apparently* *caused* it"),
        ("this is due to a *configuration* *error*", "a *configuration* *error* has led to this"),
        ("a *lightning* strike is the *likely* *cause*", "the *likely* *cause* is a *lightning* strike"),
        ("a *hardware* *failure* is behind it", "behind it is a *hardware* *failure*"),
        ("the *problem* was *caused* by a *faulty* update", "a *faulty* update *caused* the *problem*"),
    ),
    "device or network word": (
        ("a core *router* is not *responding*", "not *responding* is what a core *router* does"),
        ("two *switches* have *rebooted*", "there are two *switches* that have *rebooted*"),
        ("the *firewall* drops *sessions*", "*sessions* are dropped by the *firewall*"),
        ("a *BGP* session is *flapping*", "there is *flapping* on a *BGP* session"),
        ("the base *station* lost its *backhaul*", "the *backhaul* of the base *station* was lost"),
        ("a *DNS* *resolver* does not answer", "no answer comes from a *DNS* *resolver*"),
        ("a *backbone* *fibre* lost its light", "the light is lost on a *backbone* *fibre*"),
        ("the street *cabinet* *multiplexer* restarted", "the *multiplexer* in the street *cabinet* restarted"),
    ),
    "internal step": (
        ("we *restarted* the *gateway* process", "the *gateway* process was *restarted* by us"),
        ("we *rolled* *back* the *configuration*", "the *configuration* has been *rolled* *back*"),
        ("the *ticket* was *escalated* to second level", "to second level the *ticket* was *escalated*"),
        ("our *troubleshooting* *bridge* is open", "there is an open *bridge* for *troubleshooting*"),
        ("we *drained* the *sessions* from one *node*", "from one *node* the *sessions* were *drained*"),
        ("we *failed* *over* to the *redundant* *node*", "to the *redundant* *node* we *failed* *over*"),
    ),
    "alarm word": (
        ("the *network* is *broken*", "*broken* is what the *network* is"),
        ("this is a *catastrophic* *failure*", "the *failure* is *catastrophic*"),
        ("this is a *disaster* for our region", "for our region it is a *disaster*"),
        ("there is a total *collapse* of the *service*", "the *service* is in total *collapse*"),
        ("the *service* has *crashed*", "it has *crashed*, the whole *service*"),
    ),
    "promise without a basis": (
        ("service will *definitely* be *back* by 16:00", "by 16:00 service will *definitely* be *back*"),
        ("we *guarantee* that calls work tonight", "that calls work tonight, we *guarantee*"),
        ("everything will be *repaired* by 17:30 at the latest", "by 17:30 everything will be *repaired*"),
        ("we *promise* a *fix* *within* two hours", "a *fix* *within* two hours is what we *promise*"),
        ("service will be *restored* at *exactly* 18:00", "at *exactly* 18:00 service will be *restored*"),
        ("everything should be *fixed* *shortly*", "*shortly* everything should be *fixed*"),
    ),
    "certainty below the bar": (
        ("this will *certainly* *never* happen again", "*never* again will this happen, that is *certain*"),
        ("the trouble is *completely* *resolved*", "*resolved* *completely* is the trouble"),
        ("it is *permanently* *fixed* for *everyone*", "for *everyone* it is *fixed* *permanently*"),
        ("*absolutely* *nobody* is affected any more", "there is *absolutely* *nobody* affected any more"),
        ("every line is *fully* *restored* for good", "*fully* *restored* is every line, for good"),
    ),
    "credit promise": (
        ("you will get a *refund* *automatically*", "*automatically* you will get a *refund*"),
        ("we will *compensate* every *customer*", "every *customer* we will *compensate*"),
        ("a *credit* of ten euros *appears* on your bill", "on your bill *appears* a *credit* of ten euros"),
        ("we will *reimburse* your *expenses*", "your *expenses* we will *reimburse*"),
        ("you are *entitled* to *compensation*", "to *compensation* you are *entitled*"),
        ("we will send *vouchers* as *compensation*", "as *compensation* we will send *vouchers*"),
    ),
    "hidden device": (
        ("*core-cap-02* is working again", "working again is *core-cap-02*"),
        ("*br-lks-31* needs to be exchanged", "it is *br-lks-31* that needs to be exchanged"),
        ("the *HX-9000* is being exchanged", "being exchanged is the *HX-9000*"),
    ),
    "hidden site": (
        ("our people reached *Hollin* *Ridge*", "at *Hollin* *Ridge* our people have arrived"),
        ("the *Saltmarsh* *Exchange* is being visited", "being visited is the *Saltmarsh* *Exchange*"),
        ("the work at *Penmarrow* *Ring* goes on", "it goes on, the work at *Penmarrow* *Ring*"),
        ("our people are at *Gullane* *Hut*", "at *Gullane* *Hut* our people are at work"),
    ),
    "hidden supplier": (
        ("the *Vantrel* parts are being exchanged", "being exchanged are the parts from *Vantrel*"),
        ("*Zerandia* has sent its people", "people were sent by *Zerandia*"),
        ("the tools come from *Orrim* *Systems*", "from *Orrim* *Systems* come the tools"),
    ),
    "hidden partner": (
        ("*Osterby* *Telefon* sees the same", "the same is seen by *Osterby* *Telefon*"),
        ("*Bellweather* *Trunk* has confirmed it", "by *Bellweather* *Trunk* it has been confirmed"),
    ),
    "hidden staff": (
        ("*Ingrid* *Falkenrath* is working on it", "on it works *Ingrid* *Falkenrath*"),
        ("*B.* *Quintero* leads the work", "the work is led by *B.* *Quintero*"),
    ),
    "hidden tool": (
        ("*Tarnwatch* *NMS* shows the same", "the same is shown by *Tarnwatch* *NMS*"),
        ("your message is kept in *MoorDesk*", "in *MoorDesk* your message is kept"),
    ),
    "hidden ticket": (
        ("the reference is *INC-77120345* for you", "for you it is reference *INC-77120345*"),
        ("the reference is *NT-118220* for you", "for you it is reference *NT-118220*"),
    ),
    "hidden address": (
        ("the address *10.20.30.41* is back", "back is the address *10.20.30.41*"),
        ("our people are at *Quarrymans* *Lane* now", "at *Quarrymans* *Lane* our people are now"),
    ),
}
_DECISION: dict[str, tuple[tuple[str, ...], ...]] = {
    "minimiser": (
        ("*merely* a *handful* of people are *affected*", "those *affected* are *merely* a *handful* of people"),
        ("this is nothing but a *minor* *hiccough*", "nothing but a *minor* *hiccough* is what this is"),
        ("only a *negligible* number of users notice it", "it is noticed by a *negligible* number of users only"),
        ("it *affects* just a small *subset* of users", "just a small *subset* of users is *affected*"),
        ("only a tiny *fraction* of our lines is slow", "slow is only a tiny *fraction* of our lines"),
        ("it is a *trivial* little *glitch*", "a *trivial* little *glitch* is all it is"),
    ),
    "filler": (
        ("we regret any *inconvenience* this may cause", "any *inconvenience* this may cause we regret"),
        ("we are *currently* *investigating* the *issue*", "the *issue* is *currently* being *investigated*"),
        ("our teams are working *tirelessly*", "*tirelessly* our teams are working"),
        ("everything is working as *designed*", "as *designed* is how everything is working"),
        ("we take this *extremely* *seriously*", "*extremely* *seriously* is how we take this"),
    ),
    "third party": (
        ("the *electricity* *company* cut the *power*", "the *power* was cut by the *electricity* *company*"),
        ("a *third* *party* *damaged* a cable", "a cable was *damaged* by a *third* *party*"),
        ("*construction* workers cut a *cable*", "a *cable* was cut by *construction* workers"),
    ),
    "outage or down": (
        ("there is a nationwide *outage*", "the *outage* is nationwide"),
        ("your internet is *down*", "*down* is your internet"),
        ("our systems went *down* at noon", "at noon our systems went *down*"),
    ),
}
HIDDEN_WORDS = (
    *("core-cap-02", "br-lks-31", "agg-cst-11", "HX-9000", "KX-7", "Hollin Ridge", "Saltmarsh Exchange"),
    *("Penmarrow Ring", "Gullane Hut", "Vantrel", "Zerandia", "Orrim Systems", "Osterby Telefon"),
    *("Bellweather Trunk", "Ingrid Falkenrath", "B. Quintero", "M. Castel", "Tarnwatch NMS", "MoorDesk"),
    *("INC-77120345", "NT-118220", "10.20.30.41", "Quarrymans Lane"),
)
"""What an operator declares as hidden: devices, sites, suppliers, partners, staff, tools, tickets, addresses."""


def _phrases() -> tuple[Phrase, ...]:
    return tuple(
        Phrase(kind, expected, wordings)
        for expected, kinds in ((Expected.MUST_CHANGE, _MUST), (Expected.DECISION, _DECISION))
        for kind, listed in kinds.items()
        for wordings in listed
    )


PHRASES = _phrases()
