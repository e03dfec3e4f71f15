"""Which English words a customer text may not hold, and which the approver must look at; and the safe uses of them.

Data only. Source: PRODUCT rule E and section 6 (guard levels); design GUIDE section 4, which gives
the groups; the word lists are our own and judged by the cases in tests/cases.
"""

from intera.narrative.word_rule import WordRule
from intera.narrative.words_en_alarm import ALARM_RULES
from intera.narrative.words_en_blame import BLAME_RULE
from intera.narrative.words_en_cause import CAUSE_RULES
from intera.narrative.words_en_inside import INSIDE_RULES
from intera.narrative.words_en_little import ARTICLES, FILLERS, FIXED, LITTLE
from intera.narrative.words_en_more import MORE_RULES
from intera.narrative.words_en_near import NEAR_RULES
from intera.narrative.words_en_near_more import NEAR_MORE_RULES
from intera.narrative.words_en_others import OTHERS_RULES
from intera.narrative.words_en_promise import PROMISE_RULES
from intera.narrative.words_en_soft import SOFT_RULES

__all__ = ["ALLOWED", "ARTICLES", "FILLERS", "FIXED", "LITTLE", "RULES"]


# Safe uses of words that are otherwise marked.
ALLOWED: tuple[str, ...] = (
    "your|the wi-fi router",
    "your router",
    "due to planned|scheduled|announced|routine|this|the|our work|works|maintenance|upgrade|upgrades",
    "due to our|the|this planned|scheduled|announced|routine work|works|maintenance|upgrade|upgrades",
    "because of planned|scheduled|announced|routine|this|the|our work|works|maintenance|upgrade|upgrades",
    "because of our|the|this planned|scheduled|announced|routine work|works|maintenance|upgrade|upgrades",
    "owing to planned|scheduled|announced|routine|this|the|our work|works|maintenance|upgrade|upgrades",
    "owing to our|the|this planned|scheduled|announced|routine work|works|maintenance|upgrade|upgrades",
    "after|following the|this|an|our upgrade|update|change|migration your|you|everything|calls|it|all",
    "we are|we're not|fairly|quite|almost|nearly|still|less|yet sure|certain|confident",
    "we are not yet|quite|fully|completely|entirely|absolutely sure|certain|confident",
    "router|modem may|might|will|can|could restart|reconnect|reboot",
    "a|no|any confirmed",
    "cannot|can't|not promise|guarantee",
    "we|i cannot|can't promise|guarantee",
    "restart|restarting|reset your|their home|own|old|wi-fi|internet router|modem|box|equipment|hub",
    "resetting|reboot|rebooting|replace your|their home|own|old|wi-fi|internet router|modem|box|equipment|hub",
    "restart|restarting|reset|resetting your|their router|modem|box|equipment|device|devices|phone|hub",
    "reboot|rebooting|unplug|unplugging your|their router|modem|box|equipment|device|devices|phone|hub",
    "the cause is being|not|still|unknown|looked",
    "not the cause|caused",
    "until|when service|services|everything|it is|are fully|completely back|restored|working|repaired|stable",
    "once|before|after service|services|everything|it is|are fully|completely back|restored|working|repaired|stable",
    "your home router",
    "restart|restarting your device|phone|router|modem",
    "restart their device|phone|router|modem",
    "if a credit applies",
    "if a credit applies it will be on your next|monthly bill",
    "if a credit applies it will be on your bill",
    "due to start|end|finish|begin|return|be",
    "not confirmed",
    "no guarantee",
    "when|once|until|if|soon|as we are sure|certain",
    "not yet certain|sure",
    "looking for the cause",
    "not verified",
    "not yet confirmed",
    "not yet verified",
    "slow down|slows down|slowed down",
    "once it is|once this is confirmed",
    "when it is confirmed",
    "as soon as service|services|everything|calls|it|this|that is|are|has|have restored|fixed|working|back|resolved",
    "as soon as service|services|everything|calls|it is|are|has|have fully|completely|been restored|working|back",
    "as soon as we have confirmed|verified",
    "more|further updates|information|details|news will|to follow",
    "our network|technical team|teams|engineers is|are working|looking|checking|investigating",
    "not your|the|their fault",
    "your phone|router|line|device|modem|equipment is not at fault",
    "nothing|anything|not|what's|something wrong with your|the|my",
    "we made a mistake in|on our|the|this last|previous|earlier|page|update|message|bill",
    "power cut|cuts|outage|supply at|in|of|to your|the home|house|building|street|router|modem|area",
    "power supply in|of|to a|your|the",
    "only affects roaming|calls|texts|broadband|voicemail|television|data",
    "customer care|service|services|support",
    "what|whatever|whether is|has caused|causes|causing this|it|the",
    "what caused|causes this|it|the",
    "because of this|that|the|these disruption|disruptions|delays|work",
    "because of this|that",
    "due to this|that",
    "due to the|this disruption|delay|delays",
    "caused by this|that",
    "caused by the|this disruption|delay|delays",
    "as a result of the|this disruption|work",
    "how much you rely|depend on us",
    "you rely|depend on us",
    "no one|nobody is to blame",
    "our|the|your last|previous|earlier|next update|message",
    "open day and night",
    "your ticket number",
    "have your ticket number ready",
    "see|saw|seen no further|more problems|disruptions",
    "reach|call|write|phone|contact us day|night and|or night|day",
    "reach|call|write|phone|contact us at any time day|night and|or night|day",
    "did|do|done|have nothing wrong",
    "you did|do|have not do|done anything wrong",
    "no|extra charge for this|the|calls|wi-fi|it",
    "engineer|technician will call",
)

RULES: tuple[WordRule, ...] = (
    *ALARM_RULES,
    BLAME_RULE,
    *CAUSE_RULES,
    *PROMISE_RULES,
    *SOFT_RULES,
    *INSIDE_RULES,
    *OTHERS_RULES,
    *MORE_RULES,
    *NEAR_RULES,
    *NEAR_MORE_RULES,
)
