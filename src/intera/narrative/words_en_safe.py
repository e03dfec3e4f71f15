"""Which English words, near one another, make what stands between them safe to say.

Data only, part of the rules of `words_en`; `near_search` says how a pattern is read. What must change
elsewhere passes here; what a person must decide is still asked. Source: PRODUCT rule E and section 6.
"""

_RESTORED = "restored|fixed|resolved|repaired|working|back|normal|stable|recovered|solved"
_SWORN = "definitely|certainly|guarantee|guaranteed|promise|never|absolutely|100|hundred|surely|sure|doubt"
_FAILED = "failed|botched|bad|faulty|broken|wrong|unannounced|vendor|supplier|partner|contractor|emergency|bug|error"
_MONEY = "credit|credits|refund|refunds|compensation|refunded|discount"

ALLOWED_NEAR: tuple[str, ...] = (
    # What is not known, or looked for.
    "cause|causes|caused|reason >4 not|unknown|unclear|being",
    "not|unknown|cannot|whether|early|yet >4 cause|caused|reason|why ! but|because|is|was|only|just",
    "find|finding|investigate|investigating|determine|establish|identify|looking|check|checking >3 cause|caused|reason",
    "not|cannot|once|when|until|whether|if|before >3 confirmed|verified|proven ! will|but|only|just",
    "soon >2 confirmed|verified ! will",
    # When something will be so, not that it will.
    f"once|when|until|whether|if >3 {_RESTORED} ! will|shall|{_SWORN}",
    # What we expect, without swearing to it.
    (
        "expect|expects|expected|expecting|aim|aims|aiming|hope|hopes|hoping|estimate|estimated|plan "
        f">4 {_RESTORED} ! {_SWORN}|will|shall"
    ),
    "hope|expect >5 back|restored|working|normal >2 tonight|tomorrow|evening|afternoon|morning ! " + _SWORN,
    # Work that was announced.
    (
        "planned|scheduled|announced|essential|routine >3 work|works|maintenance|upgrade|upgrades|update|updates"
        f"|replacement|improvement ! {_FAILED}"
    ),
    (
        "due|because|owing|during|for >1 planned|scheduled|announced|essential|routine|improvement >2 "
        f"work|works|maintenance|upgrade|upgrades|update|updates ! {_FAILED}"
    ),
    f"back|online|restored|working|running >4 after|once|when >1 work|works|maintenance|upgrade ! {_SWORN}|{_FAILED}",
    (
        "planned|scheduled|maintenance >5 restart|restarted|restarting|replace|replaced|replacing|upgrade|upgraded"
        f"|upgrading|move|moved|moving ! {_FAILED}"
    ),
    (
        "upgrade|upgrading|upgraded|update|replacing|changing >4 planned|scheduled|overnight|maintenance "
        f"! {_FAILED}|last|yesterday"
    ),
    # Money nobody promises: what is asked, what is decided elsewhere, what calls to a number cost.
    f"whether >4 {_MONEY} ! automatic|guarantee",
    f"may|might >2 entitled|eligible|due >2 {_MONEY} ! automatic|guarantee|shall",
    f"if|whether|ask|asking|asked|about|decide|decides >3 {_MONEY} ! will|automatic|guarantee",
    f"{_MONEY} >1 applies|apply ! will",
    f"if|whether >2 due|entitled|eligible >1 {_MONEY} >4 bill|invoice ! automatic|guarantee",
    f"if|whether >2 due|entitled|eligible >1 {_MONEY}",
    f"cannot|can't|not >1 promise|offer|discuss >2 {_MONEY}",
    "number|hotline|app|wi-fi|failed|connect|charging ~4 charge|charged|free ! bill|month",
    "charged|billed|pay >2 call|calls|number|hotline|twice|text|texts|visit|once ! month|months|bill",
    "if >3 charged|paid >4 refund|refunded|back|credit",
    "not|cannot|don't >1 rely|depend|count ! only",
    "charged >2 failed|calls >4 connect|completed",
)
