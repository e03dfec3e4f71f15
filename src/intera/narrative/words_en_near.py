"""Which English words say together what no text may say: who did what, what broke, what is promised.

Data only, part of the rules of `words_en`; `near_search` says how a pattern is read. Source: PRODUCT
rule E and section 6; design GUIDE section 4; the words are our own.
"""

from intera.model.narrative import GuardLevel
from intera.narrative.word_rule import WordRule

_MUST = GuardLevel.MUST_CHANGE
_CONFIRMED = 90
_WHO = (
    "engineer|engineers|technician|technicians|employee|employees|colleague|colleagues|operator|operators|planner"
    "|planners|administrator|administrators|installer|installers|worker|workers|team|teams|crew|crews|staff"
    "|department|noc|shift|somebody|someone|intern|apprentice|trainee"
)
_DID = "forgot|forgotten|blundered|botched|bungled|neglected|overlooked|misread|mishandled|misjudged|misconfigured"
_BROKE = (
    "broke|unplugged|panicked|messed|screwed|damaged|deleted|disconnected|dropped|severed|cut|ignored|missed|caused"
)
_SPOILED = (
    "forgot|left|pulled|pressed|pushed|cut|tripped|did|made|put|plugged|typed|entered|removed|"
    "deleted|misread|lost|dropped"
    "|knocked|unplugged|loaded|rushed|hurried|skipped|ignored|touched|mixed|confused|swapped|failed|"
    "caused|slipped|broke"
    "|was|were|had|has|missed|messed|screwed|spilled|overwrote|erased|switched|turned|flipped|hit|drove|dug|used|chose"
)
_FAULT = "mistake|mistakes|blunder|blunders|negligence|carelessness|incompetence|oversight|sloppiness|laziness"
_BAD = (
    "careless|negligent|sloppy|lazy|incompetent|asleep|drunk|untrained|inattentive|clumsy|inept|"
    "reckless|clueless|guilty"
    "|blame|unqualified|overworked|understaffed|inexperienced|distracted|amateur"
)
_SELLER = "vendor|vendors|supplier|suppliers|subcontractor|subcontractors|manufacturer|manufacturers|maker|makers"
_OTHER = "partner|partners|carrier|carriers|contractor|contractors"
_SOLD = (
    "failed|failing|caused|broke|forgot|refuses|refused|lied|messed|shipped|sold|dropped|ignored|delayed|missed|botched"
    "|bungled|blames|denies|admits|admitted|owes|neglected|damaged|fault|mistake|error|bug|bugs|failure|defect|blunder"
    "|negligence|incompetence|responsible|blame|liable|unreliable|incompetent|useless|faulty|"
    "defective|broken|shoddy|late"
)
_BOX = (
    "router|routers|switch|switches|server|servers|link|links|node|nodes|gateway|gateways|controller|controllers|cell"
    "|cells|cluster|element|elements|equipment|card|cards|port|ports|trunk|interface|interfaces"
)
_EQUIPMENT = (
    "equipment|server|servers|system|systems|node|nodes|switch|switches|cards|core|gateway|database|controller|platform"
    "|interface|interfaces|port|ports|hardware|chassis|module|modules|router|routers|boards|firmware|elements|session"
)
_RESTART = (
    "reboot|rebooted|rebooting|restart|restarted|restarting|reload|reloaded|reloading|reset|resetting|reseat|reseated"
    "|reseating|swap|swapped|swapping|reconfigure|reconfigured|reconfiguring|power-cycled"
)
_HUGE = (
    "severe|huge|enormous|gigantic|colossal|monumental|epic|historic|terrible|catastrophic|countrywide|nationwide"
    "|crippling|devastating|critical|massive|total|unprecedented|dramatic|horrible|disastrous|biggest|worst|serious"
)
_REPAIRED = "fixed|restored|resolved|repaired|solved|sorted|perfect|back"
_SURE = "certain|sure|positive|convinced|confident"
_MONEY = (
    "refund|refunds|refunded|credit|credits|compensation|voucher|vouchers|discount|rebate|reimbursement|money|payout"
)

NEAR_RULES: tuple[WordRule, ...] = (
    WordRule(
        "blame",
        _MUST,
        "Blames people. Say the outcome.",
        (),
        near=(
            f"{_WHO} ~ {_DID}",
            f"{_WHO} >1 {_BROKE}",
            f"{_WHO} ~ {_FAULT}",
            f"fault >0 {_WHO}",
            f"{_WHO} >0 fault",
            f"{_WHO} ~ {_BAD}",
            (
                "engineer|engineers|technician|technicians|operator|somebody|someone|employee|colleague ~ error|"
                "errors|typo|slip"
            ),
            (
                "wrong|incorrect ~1 button|cable|switch|command|plug|line|port|setting|card|connector|socket|script|"
                "parameter|breaker|lever|wire|fibre|value|decision|part"
            ),
            "pressed|pushed|pulled|typed|flipped|unplugged|entered ~ wrong|incorrect",
            "human|operator|staff|manual|clerical|own ~1 error|errors|mistake|mistakes|failing|blunder|slip",
            (
                "poor|bad|sloppy|careless|shoddy|lousy|terrible|negligent|inadequate|botched|lack ~2 planning|"
                "workmanship|supervision|judgement|judgment|handling|preparation|oversight|management|leadership|"
                "testing|training|care|attention|skill|competence|diligence|decision|decisions|discipline|maintenance"
            ),
            (
                "ignored|overlooked|disregarded|neglected ~ alarm|alarms|alert|alerts|warning|warnings|signs|"
                "deadline|procedure|procedures|instructions|checklist|rules|advice"
            ),
            "asleep|sleeping|dozing|napping|drunk ~ duty|job|shift|wheel|switch|work",
            "messed|screwed|cocked|fouled|mucked|slipped ~2 up",
            "made|making|make ~2 mess|mistake|mistakes|blunder|typo|slip|hash",
            f"member|one >1 staff|team|crew|engineers|technicians|employees|colleagues|workers >2 {_SPOILED}",
            "let >2 down",
            "should ~2 known|noticed|checked|prevented",
            "responsible|accountable|blame ~ outage|disruption|failure|mess|error|damage|mistake|problem",
        ),
    ),
    WordRule(
        "supplier",
        _MUST,
        "Points at a supplier or partner. Remove.",
        (),
        near=(
            f"{_SELLER} ~ {_SOLD}",
            f"{_OTHER} ~2 {_SOLD}",
            f"{_SELLER}|{_OTHER} ~2 upgrade|delay|delays|outage|software|hardware|patch|update",
            (
                "faulty|defective|bad|buggy|flawed|shoddy|inferior|substandard ~1 product|products|parts|batch|"
                "delivery|goods"
            ),
            f"waiting|blame|blaming|sue|suing|chasing|pressing ~ {_SELLER}|{_OTHER}",
            "equipment|hardware|software|network ~0 maker|vendor|manufacturer|supplier",
            "breach|breached|broke ~2 contract|agreement",
        ),
    ),
    WordRule(
        "cause",
        _MUST,
        "Unverified cause. Remove; say what customers notice.",
        (),
        until_percent=_CONFIRMED,
        then=GuardLevel.CHECK,
        near=(
            (
                "caused|because|due|triggered|traced|resulted|stems|led|owing|reason|blame|happened|fault ~4 failure|"
                "cut|bug|upgrade|storm|flood|flooding|fire|lightning|overload|overheating|certificate|fibre|fiber|"
                "software|hardware|misconfiguration|attack|virus|theft|vandals|generator|battery|cooling|crash|leak|"
                "digger|excavator|rats|spike|surge|patch|firmware"
            ),
            (
                "failed|faulty|defective|damaged|corrupt|corrupted|severed|expired|burnt|burned|flooded|overheated|"
                "blown|broken|cut ~1 card|cable|fibre|fiber|upgrade|update|disk|router|switch|server|generator|"
                "battery|certificate|licence|license|power|supply|fuse|module|component|part|hardware|software|"
                "database|configuration|patch|cooling|amplifier|line|firmware"
            ),
            (
                "software|hardware|firmware|configuration|database|routing|equipment|power ~1 bug|bugs|fault|defect|"
                "glitch|error|failure|problem|crash|outage|surge"
            ),
            "root|real|true|underlying ~1 cause|causes|reason",
        ),
    ),
    WordRule(
        "network_word",
        _MUST,
        "Network or device word. Say what customers notice.",
        (),
        near=(
            (
                "core|edge|metro|aggregation|distribution|transport|backbone|border|peering|radio|transmission|"
                "optical|microwave|signalling|signaling|backhaul|submarine|feeder|redundant ~1 router|routers|switch|"
                "switches|server|servers|link|links|node|nodes|gateway|gateways|ring|path|element|elements|"
                "controller|equipment|cable|cables|circuit|circuits|station|tower|mast|layer"
            ),
            (
                "router|routers|switch|switches|link|links|gateway|gateways|cell|cells|trunk|port|card|"
                "interface ~2 overloaded|crashed|unreachable|flapping|rebooted|congested|saturated|unresponsive|hung|"
                "overheated|dead|faulty|flapped"
            ),
            "dns|dhcp|radius|sip|authentication ~1 server|servers|cluster|resolver|resolvers|node|nodes",
            "servers|server|nodes|node ~1 overloaded|crashed|congested|hung|overheated",
            "base|cell|radio|relay ~1 station|stations|site|sites|tower|towers|mast|masts|sector|sectors|unit",
            "line|interface|supervisor|optical|controller ~0 card|cards|module|modules",
            "crc|interface|buffer|link|packet ~1 errors|drops|overflow|discards|flap|flaps|saturation",
            (
                "bgp|ospf|isis|routing|ldp ~1 session|sessions|peer|peers|neighbour|neighbor|table|tables|loop|loops|"
                "leak"
            ),
            "spanning|arp|mac|forwarding ~0 tree|table|tables",
            (
                "street|splice|distribution|fibre|fiber ~0 cabinet|cabinets|closure|duct|ducts|strand|strands|pair|"
                "pairs|ring"
            ),
            "switching ~0 exchange|exchanges|centre|center",
        ),
    ),
    WordRule(
        "internal_step",
        _MUST,
        "Internal step. Say the outcome.",
        (),
        near=(
            f"{_RESTART} >2 {_EQUIPMENT}",
            (
                "replace|replaced|replacing ~2 card|cards|switch|module|modules|board|boards|faulty|failed|server|"
                "servers|chassis|node|hardware|optics"
            ),
            ("rollback|rolled|rolling|backed|backing ~ configuration|config|firmware|software|release|patch|upgrade"),
            "flush|flushed|flushing ~2 cache|caches|counters|sessions",
            (
                "checking|analyse|analyze|analysed|analyzed|analysing|analyzing|reviewing|collecting|collected|"
                "examining|inspecting ~2 logs|log|traces|counters|dumps"
            ),
            "opened|opening|raised|raising|logged|logging|filed|created ~ ticket|tickets",
            (
                "escalate|escalated|escalating|escalation ~4 level|tier|line|management|specialists|support|"
                "engineering|team|vendor|noc|desk|seniors"
            ),
            ("second|third|level|tier ~1 line|level|two|three|2|3 ~2 support|team|engineers|specialists|technicians"),
            "level|tier ~0 two|three|four|2|3",
            (
                "engaged|engaging|paged|woke|mobilised|mobilized ~ on-call|duty|standby|specialists|experts|"
                "engineers|vendor"
            ),
            (
                "backup|redundant|secondary|alternate|protection|standby|spare ~1 path|paths|link|links|route|routes|"
                "circuit|router|node|switch|generator|hardware|card|parts"
            ),
            "monitoring|ticketing|provisioning ~0 system|systems|tool|tools|dashboard|platform|screens",
            "ran|running|executed|executing ~2 script|scripts|diagnostics|commands",
            (
                "deployed|deploying|pushed|pushing|applied|applying|installed|installing|loaded ~2 patch|hotfix|"
                "firmware|config|script|image"
            ),
            (
                "internal ~1 review|audit|memo|email|chat|meeting|call|notes|tool|escalation|documentation|ticket|"
                "procedure"
            ),
            "war|crisis|situation ~0 room|team|call|bridge|channel",
            "conference|bridge|joint|incident ~0 call|bridge|commander",
            "shift ~0 handover|lead|leader|supervisor|manager|change",
            "noc|core|radio|transmission|splicing|on-call|transport ~1 engineer|engineers|team|technicians|crew",
            ("traffic ~2 rerouted|re-routed|diverted|drained|rerouting ~ path|link|route|backup|site|centre|core|ring"),
            "splice|splicing|spliced ~2 fibre|fiber|cable|crew|team|closure",
            "emergency|failed ~0 change|patch",
        ),
    ),
    WordRule(
        "alarm_word",
        _MUST,
        "Alarms the reader. Say what customers notice.",
        (),
        near=(
            (
                f"{_HUGE} ~1 outage|outages|failure|failures|breakdown|crash|blackout|collapse|disaster|mess|shutdown|"
                "meltdown|chaos|crisis|emergency"
            ),
            (
                "network|system|systems|everything|internet|platform|service|services ~2 dead|collapsed|crashed|"
                "destroyed|ruined|paralysed|paralyzed|wrecked|kaput|crippled"
            ),
            "network|everything ~2 broken|failed|down",
            (
                "completely|totally|utterly|entirely|absolutely ~1 dead|down|dark|broken|offline|gone|useless|"
                "unusable|destroyed|paralysed|collapsed|out"
            ),
            "everything ~1 failed|dead|collapsed|gone",
            "total|complete|full ~0 blackout|collapse|loss|breakdown|failure|shutdown|disaster|outage",
        ),
    ),
    WordRule(
        "promise",
        _MUST,
        "A promise without basis. Say what we expect, and when the next update comes.",
        (),
        near=(
            (
                f"will|shall|gets|going ~ {_REPAIRED} ~ tonight|tomorrow|shortly|weekend|lunchtime|"
                "instantly|immediately|quickly|overnight|promptly"
            ),
            (
                "will|shall > definitely|certainly|surely|always|absolutely|undoubtedly|immediately|"
                f"instantly > {_REPAIRED}|work|return|restore|resolve|repair|solve|fix|be"
            ),
            "will|shall|would >1 never > happen|fail|break|recur|return|stop|lose|be|have|go|occur|affect",
            "never|won't|cannot|can't >2 happen|recur|reoccur|occur|repeat|fail",
            "never ~3 again",
            "count|rely|bank|bet|depend >1 us",
            "trust >0 us",
            (
                "no >1 more|further|future > outage|outages|interruption|interruptions|trouble|downtime|faults|"
                "failures|disruption|disruptions|problems|delays"
            ),
            "permanently|instantly|immediately|swiftly ~1 fixed|resolved|solved|cured|repaired|restored",
            ("instant|immediate|swift|speedy|guaranteed ~1 fix|solution|repair|cure|recovery|resolution|restoration"),
            "work|works|working|run|runs|running|function ~2 perfectly|flawlessly|faultlessly|impeccably",
            (
                "promise|promised|guarantee|swear|vow|pledge|assure ~ you|everybody|everyone|customers|fixed|back|"
                "repair|working"
            ),
            "fixed|solved|sorted|repaired ~1 tonight|tomorrow|shortly|overnight",
            "no >1 doubt",
            "zero ~1 risk|downtime",
        ),
    ),
    WordRule(
        "certainty",
        _MUST,
        "More certain than our evidence.",
        (),
        until_percent=_CONFIRMED,
        near=(
            f"we|absolutely|completely|totally|fully|quite|perfectly|entirely|utterly|dead|hundred|100 ~1 {_SURE}",
            "beyond|without|no|zero|slightest|shadow|leaves ~2 doubt|question|dispute|uncertainty",
            "know|known|knows ~2 sure|certainty|fact",
            (
                "fully|completely|totally|entirely|wholly|finally|100 ~1 repaired|solved|resolved|restored|fixed|"
                "recovered|gone|stable|operational|eliminated"
            ),
            "all|every|everything|everyone ~1 restored|fixed|solved|resolved|repaired",
            "problem|issue|fault|outage|disruption|it >2 history|eliminated",
            "it|this|that|is ~1 undeniable|proven|indisputable|obvious|evident",
            "evidence|proof ~2 proves|conclusive|clear|beyond",
        ),
    ),
    WordRule(
        "credit",
        _MUST,
        "Promises money. Billing and Collections decides. If asked, say: if a credit applies, it will be on your bill.",
        (),
        near=(
            (
                "get|gets|receive|receives|receiving|getting|given|give|giving|grant|granted|issue|issued|offer|"
                f"offered|claim|deserve|entitled|eligible|automatic|full|partial|pay|owe ~ {_MONEY}"
            ),
            ("free|complimentary|bonus >1 data|minutes|month|week|months|weeks|gift|texts|gigabytes|upgradeupgrade"),
            (
                "waive|waived|waiving|cancel|cancelled|reduce|reduced|lower|lowered|deduct|deducted|adjust|adjusted|"
                "credit|credited ~ bill|fee|fees|charge|invoice|subscription|bills"
            ),
            "pay|paying|owe|owes|owed >1 you|compensation|losses|damage|damages",
            "no|zero >0 charge|cost|fee",
            "money ~2 back|return",
            "off|discount|reduction ~2 bill|invoice|subscription",
            "not|never|won't|nothing ~2 charged|billed|pay",
        ),
    ),
    WordRule(
        "minimiser",
        _MUST,
        "Makes it sound smaller than customers feel it. Remove.",
        (),
        near=(
            (
                "just|only|merely|simply|mere ~2 glitch|hiccup|blip|handful|formality|nuisance|inconvenience|"
                "annoyance|few|couple|minor|small|slight|tiny|trivial|precaution|detail"
            ),
            (
                "minor|tiny|slight|trivial|negligible|petty|small ~1 problem|problems|disruption|disruptions|"
                "interruption|delay|delays|fault|matter|trouble|slowdown|inconvenience|setback|annoyance|nuisance|"
                "hiccup|bump|hitch|snag"
            ),
            "extremely|relatively|comparatively >0 few|small|minor|limited|little",
            (
                "barely|hardly|scarcely ~2 anyone|anybody|any|noticeable|noticed|notice|visible|affected|felt|worth|"
                "problem|matters|people|customers"
            ),
            "nobody|noone|hardly|barely ~2 notice|noticed|complained",
            "nothing|not|isn't|hardly ~2 serious|dramatic|tragic|worrying|alarming|special|worry|unusual",
            "big|great|huge ~0 deal",
            "could|might|may >2 worse",
            "no|little|without ~1 harm|drama|panic|fuss|worry|biggie",
            "negligible|insignificant|tiny ~2 number|customers|users|people|part|fraction|share|minority",
            "isolated|rare|exceptional ~0 case|cases|incident|event|occurrence",
            "bit|little ~1 inconvenience|bother|trouble|slow|slower|sluggish|inconvenient|annoying",
        ),
    ),
    WordRule(
        "filler",
        _MUST,
        "Says nothing. Give the outcome and the time of the next update.",
        (),
        near=(
            "value|valuing|appreciate >1 business|custom|loyalty|trust",
            "take|takes|taking|treat|treating ~4 seriously",
            "top|highest|utmost|absolute|number|first|greatest ~2 priority|importance|satisfaction",
            (
                "strive|striving|strives|endeavour|commitment|pride ~ provide|providing|deliver|delivering|"
                "excellence|quality|service|ensure|serve|best|improve|everything"
            ),
            "everything|best|utmost >2 can|could",
            "doing|do|giving|give ~1 best|utmost|everything",
            "every|no ~1 effort|stone",
            "working|work|worked|works ~ clock|tirelessly|feverishly|frantically|relentlessly|overtime",
            "understand|understands|share ~ frustrating|frustration|annoying|frustrated",
            "rest|please|be >1 assured",
        ),
    ),
)
