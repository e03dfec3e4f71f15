"""More English words that say together what no text may say, in families: who acted, what broke, what is done inside.

Data only, part of the rules of `words_en`; `near_search` says how a pattern is read. Source: PRODUCT
rule E and section 6; design GUIDE section 4; the words are our own.
"""

from intera.model.narrative import GuardLevel
from intera.narrative.word_rule import WordRule

_MUST = GuardLevel.MUST_CHANGE
_CONFIRMED = 90

_PERSON = (
    "engineer|engineers|technician|technicians|employee|employees|colleague|operator|operators|"
    "planner|planners|planning"
    "|administrator|admin|admins|installer|installers|worker|workers|somebody|someone|manager|boss|director|supervisor"
    "|trainee|apprentice|intern|guy|individual|crew|crews|staff|team|teams|department|departments|shift|operations"
)
_ACTED = (
    "skipped|hesitated|mixed|misunderstood|misheard|misplaced|wiped|erased|overwrote|spilled|slept|"
    "rushed|hurried|guessed"
    "|panicked|ignored|forgot|overlooked|neglected|deleted|unplugged|locked|tripped|disobeyed|dawdled|fumbled|gambled"
    "|underestimated|miscalculated|mishandled|misread|bungled|mistyped"
)
_WAS = (
    "wrong|badly|slow|careless|untested|unfinished|permission|approval|advice|dismissed|sacked|fired|asleep|hurry|rush"
    "|overwhelmed|unprepared|cope|drunk|tired|distracted|absent-minded|homework|corners|unready|warned"
)
_NATURE = (
    "storm|storms|lightning|wind|winds|snow|ice|frost|flood|floods|water|fire|tree|trees|rats|mice|"
    "rodents|car|truck|lorry"
    "|digger|excavator|anchor|ship|virus|hackers|thieves|vandals|heatwave|landslide|earthquake|interference|weather"
)
_STRUCK = (
    "damaged|damage|cut|knocked|brought|fell|fallen|struck|burst|bitten|stolen|destroyed|caused|"
    "causes|blame|blew|flooded"
    "|severed|crashed|ran|toppled|got|hit"
)
_PART = (
    "card|cards|disk|disks|module|modules|part|component|fuse|batteries|generator|licence|license|certificate|database"
    "|cooling|cable|fibre|fiber|amplifier|memory|hardware|rack|racks|chassis|unit|laser|optics|joint|duct|transmitter"
    "|relay|repeater|mast|masts|antenna|antennas|exchange|cabinet|proxy|daemon|platform|container|tunnel|trunk"
)
_DEAD = (
    "failed|failing|died|dying|blown|expired|flat|ran|full|filled|hot|lost|broke|snapped|burst|burnt|"
    "burned|flooded|dead"
    "|overheated|crashed|hung|hangs|frozen|wet|damaged|locked|unreachable|dark|stopped"
)
_ROLLOUT = "change|changes|upgrade|upgrades|release|migration|patch|settings|rollout|deployment|setting|configuration"
_DOING = (
    "swapping|swapped|replacing|replaced|changing|changed|reverting|reverted|backing|backed|undoing|"
    "undone|clearing|cleared"
    "|flushing|emptying|emptied|draining|drained|isolating|isolated|bypassing|bypassed|rebuilding|rebuilt|tuning|tuned"
    "|correcting|corrected|shutting|shut|blocking|blocked|withdrawing|withdrawn|resetting|restarting|"
    "restarted|rebooting"
    "|rebooted|reloading|capturing|resizing|raising|raised|editing|edited|patching|patched|purging|purged|recycling"
)
_INSIDE = (
    "cache|caches|queue|queues|sessions|segment|node|nodes|logs|log|traces|packets|parameters|limits|"
    "memory|servers|cluster"
    "|processes|port|ports|routes|routing|configuration|config|firmware|database|snapshot|card|cards|module|chassis"
    "|component|script|scripts|counters|tables|image|firewall|software"
)
_WORKS = "fixed|solved|repaired|resolved|restored|sorted|cured|online|over|running|well|fine|perfect|again"
_WHEN = "today|tonight|tomorrow|shortly|instantly|minutes|minute|moment|hour|lunchtime|midnight"
_SAID = "last|earlier|previous|message|next|area|page|planned|scheduled|maintenance|your|phone|time"

NEAR_MORE_RULES: tuple[WordRule, ...] = (
    WordRule(
        "blame",
        _MUST,
        "Blames people. Say the outcome.",
        (),
        near=(
            f"{_PERSON} >2 {_ACTED} ! your",
            f"{_PERSON} >3 {_WAS} ! your|visit|appointment",
            (
                f"{_PERSON} >3 cause|caused|causing|blame ! unknown|not|find|finding|checking|investigating|"
                "looking|locate|identified|identify|found|determine|error"
            ),
            f"{_PERSON} >1 not >1 prepared|ready|awake|careful|qualified",
            "individual|human|personal|lone|single >1 mistake|error|slip|failure|engineer|failing|caused",
            "slip|click|slipped >2 hand|keyboard|finger|tongue",
            "wrong >0 click|move|box|key|plug|lead|rack|site|file|table|person|people|choice|call|assumption",
            "bad|poor|missing|lacking ~1 communication|coordination|supervision|instructions|discipline",
            "team|teams|department|departments|crew|people|staff ~2 other|another|each ~1 against|blame|forgot",
            "not >1 careful|prepared|careless|attentive|awake >0 enough|operation",
        ),
    ),
    WordRule(
        "cause",
        _MUST,
        "Unverified cause. Remove; say what customers notice.",
        (
            "caused|causes|causing this|it|the",
            "overload(s)",
            "overloaded",
            "overloading",
            "corrupted data|table|file|files|entry",
            "mismatch",
            "update went wrong|badly",
            "bad|faulty|botched|wrong|failed update",
            "interference",
            "started|began|goes|dates with|back a|an|the|to",
            "a change on monday|tuesday|wednesday|thursday|friday|saturday|sunday",
        ),
        until_percent=_CONFIRMED,
        then=GuardLevel.CHECK,
        near=(
            f"{_NATURE} >2 {_STRUCK} ! your|home",
            f"{_PART} >2 {_DEAD} ! your|phone|home|customer|customers|broadband",
            f"{_ROLLOUT} >3 wrong|badly|failed|bad|botched|faulty|untested|misfired|backfired ! {_SAID}",
            f"wrong|bad|botched|faulty|untested|flawed|incorrect >1 {_ROLLOUT} ! {_SAID}",
            "change|upgrade|update|migration >1 not|never > planned|expected ! next|last|visit",
            "power >3 lost|gone|went|failed|out|cut ! your|home|house",
            "room|equipment|rack|racks|hall ~1 hot|overheated|flooded|burning ! your",
            (
                "suspect|suspected|presumably|probably|likely|seems|apparently|assume|guess >4 cable|fibre|fiber|"
                "hardware"
                "|software|fault|bug|defect|part|card|cut|overload|damage|upgrade|attack|failure"
            ),
            (
                "problem|fault|trouble|issue|reason|disruption >2 lies|comes|stems|originates|started|goes|"
                "because ! your|once"
            ),
            "timing|programming|coding|typing|synchronisation|logic|software ~0 error|errors|slip|fault",
            "sudden|spike|surge|rise|jump|peak ~2 traffic|demand|load|calls",
            "missing|wrong|stale|corrupt ~0 entry|record|table|data|file|key",
            "loop ~2 network|routing|traffic",
        ),
    ),
    WordRule(
        "network_word",
        _MUST,
        "Network or device word. Say what customers notice.",
        (),
        near=(
            (
                "main|primary|standby|second|active|master|mail|storage|access|message|sms ~0 switch|node|server|"
                "gateway|unit|centre"
            ),
            (
                "name|address|login|mail|voice|media|message|provisioning|proxy|cache|billing|customer|"
                "subscriber ~0 server|servers|"
                "database|databases|register|store"
            ),
            "storage|container|virtual ~0 system|node|platform|machine|machines|array|layer",
            (
                "cluster|node|nodes|daemon|failover|cells|sector|rack|racks|proxy|trunk|chassis >3 failed|split|"
                "member|full|power"
                "|crashed|took|lost|dead|empty|down|dropping|work"
            ),
            (
                "route|routes|ring|repeater|transmitter|copper|tunnel|port ~3 gone|disappeared|open|broken|"
                "failed|wet|down|lost|withdrawn ! your"
            ),
            "link|links >3 down|full|lost|flapping|broken|cut|dead|dark ! your|page|click",
            "packets ~1 lost|dropped",
            "dns|dhcp|radius|ims|hlr|core >2 answer|answering|registering|down|full|sync|overloaded|reject|rejects",
            "street|distribution|junction ~0 box|cabinet|cabinets|frame",
            "user|control|data|management|forwarding ~0 plane ~1 overloaded|unstable|down|failed|unreachable",
            "sms|voicemail|mail|messaging ~0 centre|center|platform|gateway|node",
            "process|queue|memory ~2 hung|hangs|crashed|full|overflowed ! please|call|calls",
            "optical|laser|fibre|fiber ~1 line|module|joint|tray|dark|splice ~1 dark|dead|damaged|bad|died",
            "element|network ~0 manager|controller|elements",
            "transit|wholesale|peering|interconnect ~0 link|links|port|ports|full",
        ),
    ),
    WordRule(
        "internal_step",
        _MUST,
        "Internal step. Say the outcome.",
        (),
        near=(
            f"{_DOING} >2 {_INSIDE} ! your|app|phone|modem|settings|please",
            f"{_INSIDE} >1 being|was|were >0 {_DOING} ! your|app|phone",
            (
                "configuration|config|routing|firmware|script|parameters ~1 corrected|changed|adjusted|edited|"
                "pushed|loaded ! your"
            ),
            "swapping|exchanging|replacing|changing >1 card|cards|unit|board|module|modules ! your",
            "reverting|reverted|undoing|undone >3 change|changes|version|release ! your|bill|plan|contract",
            (
                "moving|moved|shifting|shifted|switching|switched >2 standby|spare|link|links|load|traffic|"
                "secondary ! your|phone"
            ),
            "isolating|isolated|bypassing|bypassed >1 fault|segment|part|element|section",
            (
                "handed|passed|sent|referred >3 second|third|level|tier|back-office|specialists >0 line|office|"
                "two|three|support"
            ),
            "called|calling|brought|engaged >2 experts|specialists|vendor|maker|manufacturer",
            "ticket|case ~3 queue|second|third|desk|vendor|maker|line ! your|you|number",
            "problem|change|incident ~0 record|board|ticket|advisory",
            "incident|duty|problem|crisis|shift ~0 manager|managers|lead|commander|team",
            "management|board|directors|executives ~2 informed|briefed|told|involved|updated|review|approved",
            "frozen|freeze|freezing ~1 changes|change",
            "field|splice|splicing|standby|hardware ~0 team|teams|crew|crews|force|engineer",
            "shift|alarm|alarms|severity|dashboards|dashboard ~2 handed|acknowledged|cleared|raised|red|over|fired",
            "bridge ~2 opened|open|everyone|running|call|joined|crisis",
            "developers|programmers|coders ~2 building|fix|writing|coding|patch|working",
            "testing|tested|test >1 lab|laboratory|core|nodes",
            "taking|took|collecting >0 traces|logs|dumps|captures",
        ),
    ),
    WordRule(
        "promise",
        _MUST,
        "A promise without basis. Say what we expect, and when the next update comes.",
        (),
        near=(
            (
                f"will|shall|going >3 {_WORKS} >2 {_WHEN} ! expect|update|know|tell|may|might|likely|probably|"
                "once|when|until|number"
            ),
            (
                f"{_WHEN} >2 everything|everyone|everybody >2 {_WORKS}|works|work|working ! expect|may|might|aim|"
                "hope|should|before|until"
            ),
            "will|shall|going >0 fix|solve|repair|cure >2 today|tonight|tomorrow|hour|minutes|soon|shortly|quickly",
            (
                "service|services|everything >1 returns|comes|works >2 tonight|tomorrow|six|seven|today|soon ! "
                "expect|when|until|estimate"
            ),
            "repair|fix|solution|recovery >2 done|finished|complete|place|ready >1 today|tonight|tomorrow|soon",
            "matter >0 minutes|moments|time|hours|seconds",
            "hour|minutes >1 most|longer|latest|tops ! about|update",
            (
                "will|shall|won't >1 quick|long|never|again|recur|return|repeat >2 long|again|happen|return ! "
                "update|tell|write|call"
            ),
            (
                "not|won't|cannot|can't|never >1 happen|recur|occur|return|fail|repeat >2 again|more|second|time|"
                "twice ! if|when"
            ),
            "made|make|ensure|see|ensured >1 sure|it|that >3 not|never|no >2 return|happen|recur|returns|again|happens",
            "rely|bet|bank|depend|swear|swears|vouch|stake >1 it|name|that|this ! need|needs|what",
            "have|give|word|take|gave >1 my|our >0 word|promise|guarantee",
            "commit|committed|undertake|pledge|pledged >2 fix|fixing|having|restore|restoring|back|repair|solving",
            "always|forever >1 service|work|works|fixed|solved|perfect ! reach",
            "will|shall > without > interruption|interruptions",
            "will|shall >0 always|perfect|better ! find|reach|see",
            "from >1 now|today >1 on >3 work|always|safe|reliable|stable|never",
            "last|next >0 time >2 happens|happened|better|ever",
            "certain|sure|bound|guaranteed >0 work|hold|succeed|help|last",
            "nearly|almost|practically >1 there|done|finished|over ! half",
        ),
    ),
    WordRule(
        "filler",
        _MUST,
        "Says nothing. Give the outcome and the time of the next update.",
        (),
        near=(
            (
                "working|work|worked|going >2 flat|full|strength|might|night|fast|speed >1 out|speed|strength|"
                "day|can|possible"
            ),
            "doing|do|done|trying >2 whatever|possible|everything|utmost >1 can|takes|possible|could",
            "everything|situation|matters|things|it >1 control|hand|hands ! your|free",
            "under >0 control",
            "taking|take|taken >0 care ! your|yourself",
            "satisfaction|happiness >2 goal|aim|everything|important|priority|first",
            "thank|thanks|grateful >2 loyalty|trust|faith|confidence",
            (
                "understand|understands|know|share|sympathise >2 anger|annoying|disappointment|frustration|"
                "frustrating|irritating"
            ),
            "learn|learning|learned|learnt >2 this|lesson|lessons|experience|mistakes ! app|more",
            "always|constantly|continually|forever|continuously >1 improving|improve|striving|learning|better",
            "strive|aim|stand|striving|passion|committed >2 excellence|best|perfection|highest|quality",
            "best|leading|finest|foremost|top >1 network|provider|operator|service|experts|people|concern ! your",
            "technical|operational|unforeseen|various >0 reasons|circumstances|difficulties|issues",
            "hear|value|welcome >1 concerns|feedback|opinion|loyalty|custom|customer",
            "stay|stand|hang|hold >0 with|by|on|tight|tuned >0 us",
            "leave|leaving|left >1 nothing|stone >1 undone|unturned|chance",
            "high|top|first >1 list|agenda|priority|priorities",
        ),
    ),
    WordRule(
        "third_party",
        GuardLevel.CHECK,
        "Speaks of somebody else. Decide whether this may be said.",
        (),
        near=(
            (
                "local|city|town|county|regional|national|public|road|highway|street ~1 council|councils|authority|"
                "authorities|government|works|department|administration|workers|crew|contractor"
            ),
            (
                "power|energy|electric|electricity|electrical|gas|water|utility|railway|construction|building|"
                "excavation|transport|delivery|telephone|cable|tower|security|insurance ~1 company|companies|firm|"
                "firms|provider|supplier|utility|operator|grid|board|crew|workers|contractor|contractors|site"
            ),
            (
                "another|other|different|foreign|neighbouring|outside|external|third ~1 operator|operators|company|"
                "companies|firm|provider|carrier|network|party|parties|supplier|isp|telco|business"
            ),
        ),
    ),
)
