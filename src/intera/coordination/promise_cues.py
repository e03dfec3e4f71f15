"""By which words is a time promised, and by which is it only told of: one set of patterns for each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from re import IGNORECASE, Pattern
from re import compile as compiled


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of one language.

    `next_update` and `restoration` name what is promised, the latter only beside `looks_ahead`; `not_news` are such
    words said of something else. `is_over` and `tells_only` (just before the time) mark what is told, `heads` only
    before a clock time; `denies` a promise not given, but for `not_denials` and where a `new_clause` parts it from
    the words of promise. `withdraws`, behind a time, says that it no longer holds. `opens` is all that may stand
    before a time that opens its sentence, `condition` before one that ends a condition; `goes_on` joins a second
    time to the first. `is_verb_last` has a language whose words of promise may follow the time.
    """

    next_update: Pattern[str]
    restoration: Pattern[str]
    looks_ahead: Pattern[str]
    is_over: Pattern[str]
    not_news: Pattern[str]
    tells_only: Pattern[str]
    heads: Pattern[str]
    denies: Pattern[str]
    not_denials: Pattern[str]
    new_clause: Pattern[str]
    withdraws: Pattern[str]
    is_planned_work: Pattern[str]
    opens: Pattern[str]
    condition: Pattern[str]
    goes_on: Pattern[str]
    is_verb_last: bool = False


def _pattern(words: str) -> Pattern[str]:
    return compiled(words, IGNORECASE)


_NEWS = (
    r"(?:updates?|information|info|details?|news|reports?|communications?|bulletins?|statements?|status|notices?"
    r"|messages?|summary|announcements?|word|posts?|posting|notifications?|advisory|checkpoint|feedback|comms?|upd|call|sms|e-?mail|mail|follow-?up"
    r"|tweets?|thread|(?:root\s+cause\s+)?analysis|RCA|RFO|PIR|post-?mortem|review|explanation|outlook|briefings?|write-?up|recap|(?:next|further)\s+steps"
    r"|line|sitreps?|entry|check-?in|progress|comment|picture|timeline|newsletter|press\s+release|outcome|guidance|answers?)"
)
# What may be "available" or "complete" without any service being so.
_PAPER = (
    r"(?:updates?|information|details|news|reports?|bulletins?|statements?|notices?|summary|advisory|briefings?"
    r"|(?:root\s+cause\s+)?analysis|RCA|RFO|PIR|post-?mortem|review|explanation|findings|timeline|write-?up)"
)
_MACHINE = (
    r"(?:software|firmware|configurations?|config|security|apps?|routers?|modems?|systems?|servers?|databases?|DNS|drivers?|OS"
    r"|kernel|routing|devices?|certificates?|switch(?:es)?|nodes?|set-top\s+box(?:es)?|handsets?|card|SIM|windows|android|iOS|data|records?|balances?|invoices?|bills?)"
)
_SAID = (
    r"(?:mentioned|stated|noted|said|reported|communicated|announced|described|outlined|advised|indicated|explained"
    r"|shared|posted|published|promised)"
)
_AUDIENCE = (
    r"(?:you|everyone|everybody|(?:\w+\s+){0,4}?(?:customers?|clients?|partners?|users?|subscribers?|operators?|resellers?"
    r"|tenants?|contacts|businesses|providers?|accounts))"
)
_WILL = (
    r"(?:will|shall|'ll|going\s+to|aim(?:ing)?\s+to|plan(?:ning)?\s+to|expect\s+to|intend\s+to|hope\s+to|promise\s+to"
    r"|commit(?:ted)?\s+to|try\s+to|can|should|please|is\s+to|are\s+to)"
)
_TELL = (
    r"(?:provid\w*|shar\w*|giv\w*|post\w*|issu\w*|publish\w*|send\w*|sent|hav\w*|communicat\w*|mak\w*|bring\w*"
    r"|releas\w*|distribut\w*|circulat\w*|put\s+(?:out|up)|offer\w*|deliver\w*|upload\w*|tweet\w*|suppl\w*|present\w*|announc\w*|writ\w*"
    r"|see|find|read|hear|receive|get|follow|come|be)"
)
_SPEAK = (
    r"(?:update\b|inform\b|report\s+back|let\s+you\s+know|advise|notify|get\s+back|be\s+back\s+(?:with|to\s+you)|come\s+back\s+(?:with|to\s+you)|return\s+with"
    r"|check\s+(?:back|in)|(?:be|get|stay)\s+(?:back\s+)?in\s+(?:contact|touch)|follow\s+up|circle\s+back|revert\b|communicate\b|elaborate\b|touch\s+base|brief\b"
    rf"|(?:e-?mail|text|message|call|phone|ring|write\s+to|speak\s+to|contact|alert|tell|brief)\s+{_AUDIENCE}\b"
    rf"|pass\s+(?:\w+\s+){{0,3}}?on\b|relay\b|address\s+{_AUDIENCE}\b"
    r"|(?:be\s+)?updating\b|(?:write|speak|post|report|confirm)\s+again|confirm\b(?:\s+(?:\w+\s+){0,2}?(?:completion|restoration|resolution|recovery)\b)?|re-?update|report\b|hear\s+from\s+us"
    r"|be\s+updated|keep\s+you\s+(?:updated|informed|posted))"
)
_ESTIMATE = (
    r"(?:ETAs?|ETRs?|estimates?|findings|results?|time\s+(?:of|for|to)\s+(?:repair|restoration|resolution|restore))"
)
_ANY = r"(?:[^\s.;]+\s+){0,6}?"
ENGLISH_CUES = Cues(
    next_update=_pattern(
        rf"\b(?:next|subsequent|following)\s+(?:[\w-]+\s+){{0,3}}?{_NEWS}\b(?:\s+ETA\b)?"
        rf"|\b{_WILL}\s+{_ANY}{_TELL}\s+(?:[^\s.;]+\s+){{0,5}}?{_NEWS}\b"
        rf"|\b{_WILL}\s+{_ANY}{_SPEAK}"
        rf"|\b{_WILL}\s+{_ANY}(?:shar\w*|tell|say|know|hav\w*|giv\w*|report|bring)\s+(?:you\s+)?more\b"
        r"|\bnext\s+(?:one|will\s+(?:be|follow|come))\b|\bnext\s*:\s*$"
        rf"|\b{_WILL}\s+{_ANY}(?:post|write|report)\b(?:\s+(?:here|back|more|(?:on|to)\s+this\s+(?:page|thread)))*"
        r"\s*(?:(?:by|at|around|before|about|no\s+later\s+than)\s*)*$"
        r"|\bmore\s+(?:to\s+(?:come|follow)|coming)\b|^\W*more\s*(?:(?:by|at|around|about)\s*)*$"
        r"|\bkeep\s+(?:\w+\s+){1,3}?(?:updated|posted|informed)\b"
        r"|\b(?:check|visit|see)\s+(?:\w+\s+){0,3}?(?:back|in|again)\b|\bwatch\s+this\s+space\b|\bowe\s+you\b"
        r"|\bsomething\s+for\s+you\b|\bbe\s+(?:informed|notified|told|contacted|briefed|advised|alerted|e-?mailed|texted)\b"
        r"|\bnext\s+(?:is|comes|follows)\b|(?:^\W*|[,.:(|-]\s*|\band\s+)(?:the\s+)?next\s*(?:due|scheduled|expected|planned|at|by|in|:|-|@|around|about|~|\s)*$"
        rf"|\b{_PAPER}\s+(?:[\w'-]+\s+){{0,8}}?(?:will|shall|should|can|is|are)\s+(?:\w+\s+){{0,3}}?(?:available|back|online|completed?|ready|live"
        r"|in\s+place|done|finished|published|released|issued|posted|shared|sent|provided|circulated|expected|due|scheduled|planned|set|targeted)\b"
        rf"|\b{_WILL}\s+{_ANY}(?:say|hear|learn|know|find\s+out|share|report|hav\w*)\s+(?:\w+\s+){{0,2}}?(?:more|further|something)\b"
        rf"|\b(?:tuned|look|watch|wait|check)\s+(?:out\s+)?for\s+(?:\w+\s+){{0,3}}?{_NEWS}\b"
        r"|\b(?:page|status|site|thread|notice|post|incident|ticket|entry|case)\s+(?:will|shall|is\s+to)\s+(?:\w+\s+)?be\s+(?:\w+\s+)?(?:refreshed|updated)\b"
        rf"|\b{_WILL}\s+{_ANY}(?:give|provide|share|have|publish|confirm|post|send)\s+(?:\w+\s+){{0,3}}?{_ESTIMATE}\b"
        rf"|\b{_NEWS}\s+(?:\w+\s+)?has\s+(?:now\s+)?been\s+(?:scheduled|set|planned|booked|confirmed)\b|\b{_NEWS}\s+(?:\w+\s+)?(?:goes|appears|comes|lands)\b"
        r"|\bwhich\s+(?:\w+\s+){0,2}?(?:will|shall)\s+(?:publish|share|post|pass\s+on|send|announce)\b|\bkeep\s+an\s+eye\b|\bin\s+the\s+loop\b"
        r"|\bwe(?:'ll|\s+will|\s+promise\s+to)\s+be\s+back\s*(?:here|again|\s)*(?:at|by|in|around|before|\s)*$|\bwill\s+(?:now|instead)\s+(?:do\s+so|come|follow|be\s+(?:posted|published|issued|shared|sent|provided|given))\b"
        rf"|\bstand\s?by\s+for\s+(?:\w+\s+){{0,3}}?{_NEWS}\b|\bupdates?\s+(?:frequency|interval|cadence)\W*$|\bspeak\s+(?:\w+\s+)?soon\b"
        rf"|\b{_WILL}\s+{_ANY}(?:post|provid|shar|issu|publish|send)(?:e|ing)?\s*$|\b(?:come|return|look|check)\s+back\b"
        r"|\brefresh\s+(?:this|the|your)\s+page\b|\b(?:see|find|read|hear|get|have|post|share)\s+the\s+(?:very\s+)?latest\b|^\W*more\b(?:\s+\w+){0,4}\s*$"
        r"|\bupdates?\s+(?:\w+\s+)?(?:resume|restart|continue)\b|\bresum\w*\s+(?:\w+\s+)?(?:updates|communications?|reporting)\b"
        r"|(?:^|[,.:(]\s*|\band\s+)another(?:\s+one)?\s*(?:at|by|around|\s)*$"
        rf"|\b{_NEWS}\s+(?:\w+\s+){{0,3}}?(?:moved|postponed|pushed|delayed|rescheduled|deferred|brought\s+forward)\b"
        r"|\b(?:publish|share|tell|report|explain|say|know|announce|communicate)\s+(?:you\s+)?(?:what|whether|how|if|when|why)\b"
        rf"|^\W*(?:and|or|then)\s+(?:\w+\s+)?{_SPEAK}(?:\s+\w+){{0,5}}\s*$"
        rf"|\b{_WILL}\s+{_ANY}(?:share|publish|post|send|forward|report)\s+(?:it|this|these|them|that|those)\b|\b(?:aim|target|shoot)\w*\s+for\s+(?:\w+\s+){{0,3}}?{_NEWS}\b"
        rf"|^\W*(?:and|or|then)\s+(?:\w+\s+)?{_TELL}\s+(?:[^\s.;]+\s+){{0,5}}?{_NEWS}\b"
        rf"|\b{_ESTIMATE}\s+will\s+be\s+(?:given|shared|provided|published|posted|confirmed)\b"
        rf"|\bback\s+with\s+(?:\w+\s+){{0,3}}{_NEWS}"
        rf"|\b(?:further|more|another|additional|new|fresh|final|other|our)\s+(?:\w+\s+){{0,2}}?{_NEWS}\b"
        rf"|\bexpect\s+(?:\w+\s+){{0,3}}?{_NEWS}\b"
        rf"|\b{_NEWS}\s+(?:\w+\s+){{0,4}}?(?:will|to\s+(?:follow|come)|due|expected|coming|follows?|planned|promised\s+for)\b"
        rf"|(?:^|[,:(|*-]|\band)\s*(?:(?:an?|our|regular|status|service|ETA|for|first|press|customer|public|media|brief|short|full)\s+)*(?:updates?|news|(?:progress\s+|status\s+)?reports?|follow-?up(?:\s+message)?|briefings?|bulletins?|statements?|announcements?|summary|recap|advisory)\s*(?::|-|@|at|by|within|in|every|ETA|due|before|no\s+later\s+than)?\s*(?:about|around|approx\.?|by|the|end|of|\s)*$"
    ),
    restoration=_pattern(
        r"\b(?:restor\w+|resol\w+|fix(?:ed|es)?|repair\w*|recover\w*|mitigat\w+|complet\w+|back\b|online|available|normal\w*"
        r"|operational|clear(?:ed)?|finish\w*|roll(?:ed)?[\s-]?(?:out|back)|rollout|rollback|working|running|re-?established|reinstated"
        r"|ETAs?|ETRs?|RTO|estimates?(?=\s+(?:is|are|to))|in\s+place|done|repaired|subside\w*|regular\s+service)\b"
        r"|\bestimated?\s+(?:\w+\s+){0,2}(?:time|restor|repair|resol|fix|end|finish|complet)\w*"
    ),
    looks_ahead=_pattern(
        r"\b(?:expect\w*|anticipat\w*|estimat\w*|ETAs?|ETRs?|should|will|forecast\w*|target\w*|aim\w*|plan\w*|hop(?:e|ing)"
        r"|predict(?:ed|s)?|likely|projected|due|on\s+track|to\s+be|going\s+to|shall|'ll|scheduled|believe|quoted|working\s+towards?|intend\w*"
        r"|would\s+like)\b"
    ),
    is_over=_pattern(
        r"\b(?:was|were|had|did|has\s+been(?!\s+(?:scheduled|set|planned|booked|confirmed)\s+for\b)|have\s+been|began|started|occurred|happened|detected|observed|identified"
        r"|experienced|took|reported\s+(?:at|on)|updated\s+(?:at|on)|last\s+(?:update|updated|report)|previous\s+\w+|ended|became"
        r"|would\s+(?:provide|be|have|update)|earlier\s+(?:estimate|update|promise)|originally|previously|promised|should\s+have"
        r"|saw|showed|rose|went|came|noticed|confirmed\s+(?:at|on))\b"
        rf"|\bas\s+(?:\w+\s+){{0,3}}?{_SAID}\b(?:\s+(?:in|at|on|with|by|via)\s+(?:\w+\s+){{0,3}}?{_NEWS}\b)?"
        rf"|^\W*(?:following|further\s+to|since|per|in|with)\s+(?:our|the)\s+(?:\w+\s+)?{_NEWS}\s+(?:at|of|from|on)\s*$"
        r"|(?<!\bbe\s)(?<!\bbe\sfully\s)\b(?:recovered|completed|restored|resolved|mitigated)\s+(?:at|on)\s*$"
    ),
    not_news=_pattern(
        rf"\b{_MACHINE}\s+(?:updates?|refresh)\b"
        rf"|\bupdat(?:e|es|ed|ing)\s+(?:(?:the|our|your|all|affected)\s+){{0,2}}(?:\w+\s+)?{_MACHINE}\b"
        rf"|\b{_MACHINE}\s+(?:\w+\s+){{0,2}}?(?:will\s+be|is\s+being|are\s+being)\s+(?:\w+\s+)?(?:updated|refreshed)\b"
        r"|\b(?:updat\w*|inform|report\s+(?:back\s+)?to|tell|notify|advise|brief|contact|call|(?:get|come|be)\s+back\s+to)\s+us\b"
        rf"|\b{_NEWS}\s+from\s+(?:our|the|their)\s+(?:\w+\s+){{0,2}}?(?:suppliers?|vendors?|carriers?|partners?|providers?|operators?|utility|company|manufacturer|contractors?|crews?)\b"
        r"|\bplease\s+(?:\w+\s+){0,2}?(?:report|contact|call|write|inform|notify|advise|tell|send|e-?mail|let\s+us|raise|confirm|provide)\b"
    ),
    tells_only=_pattern(
        r"(?:\b(?:as\s+(?:of|at)|since|begin(?:ning|s)|start(?:ing|ed|s)|after|effective|(?<!be\s)posted|last\s+update[ds]?|not\s+before"
        r"|no\s+earlier\s+than|until\s+at\s+least|dated|from|through)\s*:?\s*(?:(?:at|on|from|around|about|the|approximately|approx\.?)\s*)*\s*[(\[]?\s*)$"
    ),
    heads=_pattern(r"^\W*(?:(?:latest|status)\s+)?updated?\s*(?:at|from|of|posted|as\s+of|on)?\W*$"),
    denies=_pattern(
        r"\b(?:(?:will|shall|can|do|does|is|are)\s+not|won't|can't|cannot|don't|isn't|aren't|unable\s+to|never"
        r"|no\s+(?:further|more|additional|next|new|ETA|ETR|estimated?|updates?|information)|without\s+an?)\b|\bnot\s+(?:be|expect|before)"
        r"|\bmiss(?:ed|ing)\b|\bupdates?\s+(?:of|to|for)\s+(?:our|the|your|an?)\s+(?:\w+\s+)?(?:apps?|software|firmware)\b"
        r"|\bhad\s+(?:\w+\s+)?(?:promised|said|planned|expected|hoped|committed)|\bwould\s+(?:provide|have|be|update|post)"
        r"|\bwe\s+(?:promised|said)\b|\bwas\s+(?:due|expected|promised|planned)\b"
    ),
    not_denials=_pattern(
        r"\b(?:no|not)\s+(?:later|more|longer)\s+than\b|\bif\s+not\s+\w+|\bwhether\s+or\s+not\b|\bplease\s+(?:do\s+not|don't)\b|\b(?:do\s+not|don't)\s+(?:call|hesitate|worry|restart|reboot|switch|unplug|need)\b|\bnot\s+yet\b"
    ),
    new_clause=_pattern(r"[,:(|]|\s-+\s|\b(?:but|and|however|so|though|although|while)\b"),
    withdraws=_pattern(
        rf"\W*(?:{_NEWS}\s+)?(?:has|have|is|was|were|will|had)\s+(?:now\s+|been\s+|be\s+){{0,2}}(?:cancell?ed|postponed|moved|delayed|deferred|rescheduled|pushed|put\s+back"
        r"|brought\s+forward|missed)\b(?:\s+(?:back|out|now|instead))*(?:\s+(?:to|until|till|by))?\s*"
        rf"|\W*(?:{_NEWS}\s+)?(?:stated|mentioned|said|reported|showed|noted|indicated|explained)\b.*"
    ),
    is_planned_work=_pattern(
        r"\b(?:maintenance|planned\s+works?|scheduled\s+works?|(?:works?|change|upgrade|service)\s+window|planned\s+(?:upgrade|outage|interruption))\b"
    ),
    opens=_pattern(
        r"\W*(?:(?:by|at|on|around|approximately|about|before|no|later|than|in|within|latest|please|and|then|we|the|next|from|,|hello|all"
        r"|currently|today|hi|now|team|again|so|our|your|stand\s?by|for|give|allow|us|it'll|be|another)\W*)*"
    ),
    condition=_pattern(r"\W*(?:if|should|in\s+case|in\s+the\s+event)\b[^,:;]*"),
    goes_on=_pattern(
        r"\W*(?:(?:and|or|then|next|again|also|at|by|on|another|one|to|later)\b\W*)*|\W*and\s+(?:for|in|at)\s+(?:\S+\s+){1,3}(?:by|at|on)?\s*"
    ),
)

_NACHRICHT = (
    r"(?:Updates?|Aktualisierung(?:en)?|Information(?:en)?|Infos?|Meldung(?:en)?|Statusmeldung|Statusupdate|Status-Update|Zwischenstand"
    r"|Sachstand|Kenntnisstand|Stand|Status|Nachricht(?:en)?|[a-zäöüß-]*(?:bericht|mitteilung|meldung|information|analyse|nachricht)(?:en|e)?|Neuigkeiten|Neues"
    r"|Zusammenfassung|Details|Angaben|Auskunft|Auskünfte|Rückmeldung|Einzelheiten|Erkenntnisse|Einschätzung|Prognose|Lagebild|Tweet|Post|E-?Mail|SMS)"
)
_GEBEN = (
    r"(?:veröffentlich\w*|send\w*|geben|gibt|teilen|stellen|verschick\w*|schick\w*|liefern|lesen|finden|posten|erhalten|bekommen|erwarten|erscheint"
    r"|kommt|kommen|legen|bringen|bereitstellen|verfügbar)"
)
GERMAN_CUES = Cues(
    next_update=_pattern(
        rf"\bnächste[nrsm]?\s+(?:[\w-]+\s+){{0,3}}?{_NACHRICHT}\b"
        rf"|\b(?:weitere|neue|mehr|aktuelle|genauere|ein|eine|erneute?)[nrsm]?\s+(?:[\w-]+\s+){{0,2}}?{_NACHRICHT}\b"
        r"|\b(?:informieren|unterrichten|benachrichtigen|aktualisieren|berichten|informiert|benachrichtigt)\b|\bmelden\s+(?:wir\s+)?uns\b"
        r"|\bwissen\s+wir\s+mehr\b|\bmehr\s+dazu\b|\bhören\b.*\bvon\s+uns\b|\bbescheid\b|\b(?:seite|\w*meldung|status|eintrag|beitrag|hinweis|information\w*|ticker)\s+wird\b.*\baktualisiert\b"
        rf"|\brufen\b.*\ban\b|\b(?:kontaktieren|anrufen|zurückrufen|anschreiben|kontaktiert|angerufen|angeschrieben)\b|\b{_NACHRICHT}\s+verschiebt\s+sich\b"
        r"|\bauf\s+dem\s+laufenden\b|\b(?:uns|wieder|erneut|zurück)\s+(?:\w+\s+)?melden\b|\bmelden\b(?=.*\bwieder\b)"
        rf"|\b{_NACHRICHT}\s+(?:\w+\s+){{0,5}}?{_GEBEN}\b|\b{_GEBEN}\s+(?:\w+\s+){{0,5}}?{_NACHRICHT}\b"
        r"|\b(?:kommunizieren|mitteilen|verständigen|verständigt|bekannt\s*geben|schreiben|erfahren)\b|\bteilen\b.*\bmit\b|\bgeben\b.*\bbekannt\b"
        r"|\bnächste[nrs]?\s+(?:mal|folgt)\b|(?:^\W*|[,.:(|-]\s*|\bund\s+)(?:(?:das|die|der)\s+)?nächste[sr]?\s*(?:um|bis|in|:|-|gegen|\s)*$"
        rf"|\b{_NACHRICHT}\s+(?:\w+\s+){{0,3}}?(?:folg\w+|erfolg\w+|geplant|erwartet)\b|\bUpdates?\s*:?\s*(?:um|bis|in)?\s*$|\bfolgt\s+(?:um|bis|in)?\s*$"
    ),
    restoration=_pattern(
        r"\b(?:behoben|behebung|beheben|wiederhergestellt|wiederherstellung|wieder(?:\s+\w+)?\s+(?:verfügbar|nutzbar|erreichbar|normal|funktion\w*|online)"
        r"|entstör\w+|störungsende|voraussichtliche[sn]?\s+ende|ende\s+der\s+störung|abgeschlossen|beseitig\w+|gelöst|lösung|repariert|reparatur|instandgesetzt|verfügbar|wieder)\b"
    ),
    looks_ahead=_pattern(
        r"\b(?:voraussichtlich\w*|erwart\w*|rechnen|schätz\w*|gehen\s+(?:wir\s+)?davon\s+aus|gehen\s+\w+\s+aus|prognos\w*|soll(?:en|te|ten)?|werden|wird"
        r"|geplant|dürfte\w*|planmäßig|vermutlich|wahrscheinlich|spätestens)\b"
    ),
    is_over=_pattern(
        r"\b(?:wir\s+haben|haben\s+wir|wurden?|war(?:en)?|seit|hatten?|begann(?:en)?|trat(?:en)?|aufgetreten|gemeldet\s+(?:um|am)|konnten?|bemerkt|festgestellt"
        r"|(?:ist|sind)\s+.*(?:behoben|wiederhergestellt|aufgetreten)|letzte[sr]?\s+\w+|ursprünglich|bisherige)\b"
    ),
    not_news=_pattern(
        r"\b(?:software|firmware|router|system|sicherheits|app)[\s-]?(?:updates?|aktualisierung)\b|\b\w*(?:software|firmware|router|app|systeme?)\b(?:\s+\w+){0,2}?\s+(?:wird|werden)\b.*\baktualisiert\b"
        r"|\b(?:will|wird|werden|wollen|soll|sollen)\s+uns\b.*\b(?:informieren|unterrichten|benachrichtigen|berichten)\b"
        rf"|\b{_NACHRICHT}\s+(?:unseres|unserer|des|der|vom|von\s+unserem)\s+(?:Lieferanten?|\w*betreibers?|\w*versorgers?|\w*dienstleisters?|Partners?|Herstellers?)\b"
        r"|\baktualisieren\b(?:\s+\w+){0,4}?\s+\w*(?:software|firmware|router|server|systeme?|app)\b"
    ),
    tells_only=_pattern(
        r"\b(?:seit|ab|nach|beginn|begonnen|nicht\s+vor|frühestens|letztes\s+update|gepostet)\s*:?\s*(?:um|am|dem|den|der)?\s*[(\[]?\s*$"
    ),
    heads=_pattern(
        r"(?<!nächster\s)(?<!neuer\s)(?<!aktualisierter\s)\bstand\s*:?\s*(?:um|am|dem|den|der|vom|von)?\s*[(\[]?\s*$|^\W*update\W*$"
    ),
    denies=_pattern(r"\b(?:nicht|kein(?:e|en|er)?|noch\s+keine?)\b"),
    not_denials=_pattern(r"\bnicht\s+später\s+als\b|\bnoch\s+nicht\s+\w+|\bfalls\s+nicht\b"),
    new_clause=_pattern(r"[,:(|]|\s-+\s|\b(?:aber|und|jedoch|daher|deshalb|allerdings|dennoch)\b"),
    withdraws=_pattern(
        r"\W*(?:wurde|wird|ist|entfällt|musste)\b(?:\s+(?:leider|nun|auf))*(?:\s*(?:verschoben|abgesagt))?(?:\s+auf)?\s*(?=$|entfällt|verschoben|abgesagt)"
        r"|\W*(?:(?:geplante|angekündigte|vorgesehene)\w*\s+\S+\s+)?(?:entfällt|verschiebt\s+sich\s+(?:leider\s+)?auf)\s*|\W*(?:hatten|haben|hieß|berichteten|teilten|meldeten)\b.*"
    ),
    is_planned_work=_pattern(
        r"\b(?:wartung\w*|geplante\w*\s+arbeiten|wartungsfenster|wartungsarbeiten|geplante\w*\s+unterbrechung)\b"
    ),
    opens=_pattern(r".*"),
    condition=_pattern(r"\W*(?:falls|wenn|sollten?)\b[^,:;]*"),
    goes_on=_pattern(r"\W*(?:und|oder|dann|das|die|der|nächste[rns]?|um|bis|am|erneut|nochmals|\s|,)*\W*"),
    is_verb_last=True,
)
CUES: Mapping[str, Cues] = {"en": ENGLISH_CUES, "de": GERMAN_CUES}
