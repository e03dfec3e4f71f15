"""Which German words a customer text may not hold, and which the approver must look at; and the safe uses of them.

Data only, and smaller than the English rules: it proves that a second language is a matter of data.
Source: PRODUCT rule E and section 6 (guard levels); design GUIDE section 4, which gives the groups;
the word lists are our own and judged by the cases in tests/cases.
"""

from intera.model.narrative import GuardLevel
from intera.narrative.word_rule import WordRule

_MUST, _CHECK = GuardLevel.MUST_CHANGE, GuardLevel.CHECK
_HIGH, _CONFIRMED = 75, 90

_WER = (
    "techniker|technikern|mitarbeiter|mitarbeiterin|mitarbeitern|kollege|kollegen|kollegin|ingenieur|"
    "ingenieure|team|teams"
    "|abteilung|schicht|jemand|bediener|planer|monteur|monteure|leitung|betrieb"
)
_VERFEHLT = (
    "vergessen|vergaß|übersehen|verwechselt|verschlafen|gelöscht|ausgesteckt|verursacht|versagt|"
    "gepatzt|geschlafen|ignoriert"
    "|missachtet|falsch|gekappt|beschädigt|abgeschaltet|fehlerhaft|fahrlässig|schlecht|unvorsichtig|überfordert"
)
_ANLAGE = (
    "netz|netzwerk|server|switch|knoten|anlage|anlagen|gerät|geräte|vermittlung|plattform|datenbank|rechner"
    "|system|systeme"
)

# Safe uses of words that are otherwise marked.
ALLOWED: tuple[str, ...] = (
    "ihr|ihren|den wlan-router",
    "ihr|ihren router",
    "noch nicht|nicht bestätigt",
    "nicht garantieren",
    "es ist nicht bestätigt",
    "sobald wir sicher sind",
    "die ursache",
    "prüfen die ursache",
    "arbeiten, die nicht von uns sind",
)

RULES: tuple[WordRule, ...] = (
    WordRule(
        "blame",
        _MUST,
        "Blames people. Say the outcome.",
        (
            "menschliches versagen",
            "menschlicher fehler",
            "bedienfehler",
            "konfigurationsfehler",
            "fehlkonfiguration",
            "fehlbedienung",
            "falsch konfiguriert",
            "schuld",
            "schuldig|schuldige|schuldigen",
            "verschulden|verschuldet",
            "verursacht durch einen|unseren|unsere|den|die|eine techniker|mitarbeiter|kollegen|bagger|firma",
            "nachlässig|nachlässigkeit",
            "fahrlässig|fahrlässigkeit",
            "schlamperei|geschlampt",
            "unfähig|unfähigkeit",
            "versäumt|versäumnis|versäumnisse",
            "unser|ein|der techniker|mitarbeiter|kollege hat|vergaß|vergass",
            "techniker|mitarbeiter hat|haben vergessen|versehentlich",
            "aus versehen",
            "versehentlich",
            "pfusch|gepfuscht",
        ),
        near=(
            f"{_WER} ~4 {_VERFEHLT}",
            f"{_WER} >3 fehler ! suchen|sucht|suche|beheben|finden|gefunden|prüfen|beseitigen|nach",
            f"{_WER} ~3 irrtum|panne|schuld|versagen|verschulden|fehlgriff",
            "fehler >3 gemacht|begangen|passiert|unterlaufen ! nicht",
            "falsche|falschen|falscher|falsches ~1 kabel|knopf|taste|befehl|schalter|stecker|leitung|einstellung|karte",
        ),
    ),
    WordRule(
        "third_party",
        _MUST,
        "Accuses or names somebody else. A person decides whether that is said.",
        (
            "unser|unseres|der|des lieferant|lieferanten|zulieferer|zulieferers|hersteller|herstellers|dienstleister",
            "unser|unserem|unseres|der|des partner|partners|vorleister|vorleisters",
            "der|des|beim|vom energieversorger|energieversorgers|stromversorger|stromversorgers|netzbetreiber",
            "durch dritte|eine fremdfirma|fremdfirmen",
            "fremdfirma|fremdfirmen|baufirma|baufirmen|tiefbaufirma",
        ),
    ),
    WordRule(
        "promise",
        _MUST,
        "A promise without basis. Say what we expect, and when the next update comes.",
        (
            "garantieren|garantiert|garantie",
            "versprechen ihnen|wir|hiermit",
            "wir versprechen",
            "wir versichern ihnen",
            "wird|werden sofort behoben|wiederhergestellt",
            "wird nie|nicht wieder vorkommen|passieren|auftreten",
            "kommt nicht|nie wieder vor",
            "nie wieder",
            "wird|ist behoben sein",
            "endgültig behoben",
            "dauerhaft behoben",
            "auf jeden fall",
            "hundertprozentig",
        ),
    ),
    WordRule(
        "promise",
        _CHECK,
        "Vague promise. Give the time of the next update.",
        (
            "so schnell wie möglich",
            "so bald wie möglich",
            "schnellstmöglich",
            "umgehend",
            "unverzüglich",
            "in kürze",
            "demnächst",
            "bald",
        ),
    ),
    WordRule(
        "certainty",
        _MUST,
        "More certain than our evidence.",
        (
            "definitiv",
            "mit sicherheit",
            "zweifellos",
            "ohne zweifel",
            "offensichtlich",
            "eindeutig",
            "selbstverständlich",
            "vollständig behoben|wiederhergestellt",
            "bestätigt",
            "bewiesen|erwiesen|nachgewiesen",
        ),
        until_percent=_CONFIRMED,
    ),
    WordRule(
        "cause",
        _MUST,
        "Names a cause that is not verified. Leave it out.",
        (
            "kabelbruch|faserbruch|kabelschaden|glasfaserschaden",
            "stromausfall",
            "softwarefehler",
            "hardwaredefekt|hardwarefehler",
            "bagger|baggerarbeiten",
            "cyberangriff|hackerangriff|angriff",
            "überlastung|überlastet",
            "grund|ursache dafür|hierfür|ist|war",
            "verursacht durch|von",
            "wegen eines|einer|des|der",
            "aufgrund eines|einer|des|der",
        ),
        until_percent=_CONFIRMED,
        then=_CHECK,
    ),
    WordRule(
        "minimiser",
        _MUST,
        "Plays it down. Say what customers notice.",
        (
            "nur wenige|einige|ein|eine|einzelne kunden|nutzer|teil|bruchteil",
            "lediglich",
            "geringfügig|geringfügige|geringfügigen",
            "minimal|minimale|minimalen",
            "kein grund zur sorge",
            "halb so schlimm",
            "kleine|kleinere|kleineren störung|störungen|probleme|unannehmlichkeiten",
            "unannehmlichkeiten => die Störung",
        ),
    ),
    WordRule(
        "alarm",
        _MUST,
        "Alarms. Say what customers notice, and where.",
        (
            "katastrophe|katastrophal|katastrophalen",
            "totalausfall",
            "zusammenbruch|zusammengebrochen",
            "chaos|chaotisch",
            "panik",
            "massiv|massive|massiven|massiver",
            "dramatisch|dramatische|dramatischen",
            "kritisch|kritische|kritischen",
            "desaster|debakel",
            "kaputt|zerstört|lahmgelegt|tot",
        ),
        near=(
            (
                f"{_ANLAGE}|dienst|alles|internet|system|systeme ~3 kaputt|zerstört|lahmgelegt|tot|abgestürzt|"
                "zusammengebrochen"
            ),
        ),
    ),
    WordRule(
        "filler",
        _CHECK,
        "Says nothing. Leave it out.",
        (
            "wir arbeiten mit hochdruck",
            "mit hochdruck",
            "wir bitten um ihr verständnis",
            "wir danken für ihr verständnis|ihre geduld",
            "vielen dank für ihr verständnis|ihre geduld",
            "aus technischen gründen",
            "technische probleme|schwierigkeiten",
            "wie ihnen bekannt",
        ),
    ),
    WordRule(
        "inside",
        _MUST,
        "A word of ours that customers do not use. Say what they notice.",
        (
            "router|switch|knoten|knotenpunkt|netzknoten",
            "core|kernnetz|transportnetz|backhaul",
            "bgp|mpls|ospf|dns-server|dhcp|olt|dslam|bras|bng",
            "leitstelle|noc|entstörung|entstörteam",
            "ticket|ticketnummer|störungsnummer",
            "failover|rollback|reboot|neustart des|der|eines",
            "paketverlust|latenz|jitter",
            "firmware|patch|konfiguration",
            "server|servers|datenbank|datenbanken|steckkarte|steckkarten|basisstation|basisstationen|antennenmast",
        ),
        near=(
            (
                f"{_ANLAGE} ~4 neugestartet|gestartet|gebootet|rebootet|ausgetauscht|tauschen|umkonfiguriert|"
                "zurückgesetzt ! bitte|ihren|ihr|sie|ihrem"
            ),
            "eskaliert|eskalieren|weitergeleitet ~3 support|stufe|ebene|leitstelle|hersteller|fachabteilung",
        ),
        at_our_desks=_CHECK,
    ),
    WordRule(
        "money",
        _MUST,
        "Speaks of money or liability. Only where a credit is decided.",
        (
            "entschädigung|entschädigen|entschädigt",
            "schadenersatz|schadensersatz",
            "gutschrift|gutschriften",
            "haftung|haften|haftbar",
            "erstattung|erstatten|erstattet",
        ),
    ),
)
