"""Which English words promise, or claim more certainty than the evidence has.

Data only, part of the rules of `words_en`. Source: PRODUCT rule E and section 6; design GUIDE section 4;
the word lists are our own and judged by the cases in tests/cases.
"""

from intera.model.narrative import GuardLevel
from intera.narrative.word_rule import WordRule

_MUST, _CHECK = GuardLevel.MUST_CHANGE, GuardLevel.CHECK
_CONFIRMED = 90
# What makes a statement about the end an expectation, or speaks of something else.
_HEDGES = (
    "expect|expected|expects|expecting|hope|hoping|aim|aiming|may|might|should|likely|probably|once|when|until|before"
    "|if|not|update|tell|write|call|your|phone|planned|maintenance|work"
)

PROMISE_RULES: tuple[WordRule, ...] = (
    WordRule(
        "promise",
        _MUST,
        "A promise without basis. Say what we expect, and when the next update comes.",
        (
            "guarantee",
            "guarantees",
            "we|i promise",
            "we assure",
            "guaranteeing",
            "guaranteed",
            "promise you",
            "you have our word",
            "our word on it",
            "mark our words",
            "count on it",
            "everything will be fixed => we expect service to be back to normal",
            "will be fixed => is expected to be back to normal",
            "should be fixed => is expected to be back to normal",
            "should be working|resolved|fixed|back soon|shortly",
            "will all|soon|shortly be fixed",
            "will be fully restored|resolved|fixed|working",
            "will be up|back and running",
            "back online shortly|immediately",
            "will work perfectly|flawlessly",
            "will be perfect|flawless",
            "never again",
            "not happen again",
            "cannot|can't happen again",
            "last time this happens|happened",
            "zero downtime",
            "without fail",
            "in a jiffy",
            "right|straight away fixed",
            "fixed right away",
            "instantly fixed|restored|resolved",
            "fixed instantly",
            "will definitely|certainly",
            "will never|not happen again",
            "never happen again",
            "will not come back",
            "no more interruptions|disruptions|problems",
            "fixed for good",
            "permanently fixed",
            "fixed once and for all",
            "100% fixed|certain|safe|sure",
            "in no time",
            "any minute now",
            "fixed immediately",
        ),
        near=(
            f"only|just|another|within|less >2 minutes|minute|hour|hours|moments >3 fixed|back|over|solved ! {_HEDGES}",
            f"this|that|it >0 is|was >1 last >1 outage|disruption|interruption|fault|time ! {_HEDGES}",
            (
                "ensure|ensured|ensures|secured|prevents|prevented|excluded|rules|ruled >3 again|recurrence|repeat"
                "|repetition"
            ),
            "no|not|never|without|any >2 recurrence|repetition|relapse",
            "expect|fear|worry >1 no >1 further|more|other >1 problems|faults|trouble|failures|drops|outages",
            "problem|fault|issue|trouble|outage >2 behind|past >0 us|you",
            "out >2 woods",
            "safe|protected|immune >1 against|from >2 future|failures|outages|faults|now",
            "stable|reliable|available >2 always|forever|ever|guaranteed|times",
        ),
    ),
    WordRule(
        "promise",
        _MUST,
        "A promise without basis. Say what we expect, and when the next update comes.",
        (),
        until_percent=_CONFIRMED,
        then=_CHECK,
        near=(
            (
                "will|shall|going|surely >1 be|have >2 resolved|restored|repaired|solved|cured|recovered|fixed "
                f"! {_HEDGES}"
            ),
            (
                "will|shall|going >3 back|online|normal|fixed|restored|working >3 hour|hours|minutes|moment|tonight"
                f"|tomorrow|today|evening|morning|noon|midnight|lunch|soon|shortly ! {_HEDGES}|news|number"
            ),
        ),
    ),
    WordRule(
        "promise",
        _CHECK,
        "Vague promise. Give the time of the next update.",
        (
            "as soon as possible",
            "as quickly as possible",
            "asap",
            "shortly",
            "very soon",
            "momentarily",
            "will be resolved|restored",
            "soon",
            "should be resolved|restored|back",
            "any moment now",
            "before long",
        ),
    ),
    WordRule(
        "certainty",
        _MUST,
        "More certain than our evidence.",
        (
            "definitely",
            "certainly",
            "undoubtedly",
            "without doubt",
            "without a doubt",
            "no doubt",
            "obviously",
            "clearly",
            "we are certain|sure|positive",
            "we're certain|sure|positive",
            "we know for sure|certain",
            "for sure",
            "for certain",
            "with certainty",
            "absolutely certain|sure",
            "one|a hundred percent certain|sure",
            "beyond any|all doubt",
            "beyond doubt",
            "unquestionably",
            "indisputably",
            "without question",
            "no further impact",
            "fully|completely|totally resolved|restored|fixed|working",
            "all services|customers restored",
            "confirmed",
            "verified",
            "proven",
        ),
        until_percent=_CONFIRMED,
    ),
)
