"""Which English words alarm a reader.

Data only, part of the rules of `words_en`. Source: PRODUCT rule E and section 6; design GUIDE section 4;
the word lists are our own and judged by the cases in tests/cases.
"""

from intera.model.narrative import GuardLevel
from intera.narrative.word_rule import WordRule

_MUST, _CHECK = GuardLevel.MUST_CHANGE, GuardLevel.CHECK

ALARM_RULES: tuple[WordRule, ...] = (
    WordRule(
        "alarm_word",
        _MUST,
        "Alarms the reader. Say what customers notice.",
        (
            "network is broken => service is not working as usual",
            "is|are broken => is not working as usual",
            "broken",
            "catastrophic",
            "catastrophe",
            "disaster(s)",
            "disastrous",
            "chaos",
            "chaotic",
            "meltdown",
            "crippled",
            "crippling",
            "collapsed",
            "total failure",
            "complete failure",
            "massive outage => disruption",
            "major outage => disruption",
            "nationwide outage",
            "total outage",
            "blackout",
            "panic",
            "dead network",
            "network is|has|was dead|collapsed|failed|crashed",
            "network failed|collapsed|crashed",
            "network collapse|meltdown|crash",
            "complete|total collapse|meltdown|breakdown|blackout|shutdown",
            "black out",
            "melt down",
            "system|systems crash|meltdown",
            "major|critical|catastrophic|systemic|fatal failure",
            "fatal error",
            "fell|fallen over",
            "completely|totally|utterly dead|down|dark",
            "everything is|went down|dead|broken",
            "up in smoke",
            "nightmare",
            "havoc",
            "out of control",
        ),
    ),
    WordRule(
        "alarm_word",
        _CHECK,
        "Sounds like an alarm. Say what customers notice, if you can.",
        (
            "an outage => a disruption",
            "outage => disruption",
            "outages => disruptions",
            "is down => is not working",
            "are down => are not working",
            "went down => stopped working",
            "was|were|goes|go down",
            "down",
            "failure(s)",
            "crash",
            "crashed",
            "severe",
            "critical",
        ),
    ),
)
