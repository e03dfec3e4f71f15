"""Which German words are little, and which are ordinary: pieces of no other word, never a slip of the hand.

Data only, part of the rules of `words_de`.
"""

from intera.narrative.fold import fold

_LITTLE = """
ab am an auf aus bei bis da das dem den der des die du ein er es fur hat ich ihr im in ist ja man mit nach nie nur
ob oder seit sie so um und uns vom von vor was wer wie wir zu zum zur
"""
_ARTICLES = """
der die das den dem des ein eine einen einem einer eines unser unsere unserem unseren unserer unseres ihr ihre ihren
ihrem ihrer dieser diese dieses diesen diesem im am zum zur vom beim in an auf zu von bei mit durch ist sind war waren
wird werden wurde wurden sein hat haben hatte hatten
"""
_FILLERS = """
sehr so ja doch auch noch schon nun eben halt wohl etwa eigentlich wirklich einfach bitte leider gerade jetzt heute
natürlich wahrscheinlich vielleicht vermutlich sozusagen quasi ganz gar mal immer
"""
_FIXED = """
nicht nie kein keine keinen nur lediglich alle ein eins zwei drei halb ohne bevor nachdem grund ursache wegen aufgrund
"""
_KNOWN = """
ab abend aber alle allen alles als am an andere anderen angebot anmelden arbeiten art auch auf aus ausfall bei beim
bemerken bemerkt beobachten bereits betroffen betroffene betroffenen beginn begann bis bitte bitten bleibt bringen da
damit dank dann darauf dass dauer davon dem den denen der deren derzeit des dienst diensten dies diese diesem diesen
dieser dieses dort drei durch ein eine einem einen einer eines einige einigen einstellungen ende endete ende
entschuldigen entschuldigung erhalten erneut erst erste erwarten es etwas falls fest festnetz folgen fragen freitag
freuen früher fünf für ganz geben gegen geht geladen gerade gerät geräte gesehen gespräch gestern gewohnt gibt gilt gut
haben halten hat heute helfen hier hilft hinweis hinweise ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in
information informieren ist jahr januar februar märz april mai juni juli august september oktober november dezember
jede jeden jeder jemand jetzt kann kein keine kommen kommt kontakt können könnten kunde kunden langsam langsamer laufe
läuft leider letzte letzten liegt linie machen mai man mehr mehreren meldungen melden mit mitteilung mittwoch mobile
mobiles mobilfunk mobilfunknetz montag morgen möglich möglicherweise nach nachmittag nachmittags nacht namen neu neue
neuen neustarten nehmen nicht nichts noch nutzbar nutzen oder ohne ort orten prüfen rechnen reicht rufen ruf rund sagen
samstag schnell seite seiten seitdem sehen sein seit sich sicher sicherheit sie sind sobald sollten sondern sonntag
stand starten start stellen stellt stunde stunden stören störung störungen später tag tage tagen teil teilweise telefon
telefonie telefonieren tun uhr um und ungefähr uns unser unsere unserem unseren unserer unseres unterwegs verbindung
verbindungen verfügbar verlassen verstehen viele vier voll vom von vor voraussichtlich vormittag vormittags wann waren
warum was website weil weit weiter weitere weiteren welche wenn wer werden wie wieder wir wird wo woche wochen wollen
wurde wurden zahlen zeit zentrale ziehen zu zum zur zurück zusammen zuvor zwei zweite über übernehmen dürfen
donnerstag dienstag daten anrufe internet fernsehen nachrichten geschäftskunden privatkunden gebiet gebiete gebieten
nutzerinnen kundinnen endgültiges wechseln ändern müssen verlass rechtzeitig gegend umgebung region regionen
"""

# Pieces that are all words themselves do not make another word.
LITTLE: frozenset[str] = frozenset(fold(_LITTLE).text.split())
# Articles and helping words, left out of a phrase and of the text when words are put in between.
ARTICLES: frozenset[str] = frozenset(fold(_ARTICLES).text.split())
# What may also stand between the words of a phrase and changes nothing. No word here denies.
FILLERS: frozenset[str] = frozenset(fold(_FILLERS).text.split())
# Phrases with one of these hold only in their order: in another they mean something else.
FIXED: frozenset[str] = frozenset(fold(_FIXED).text.split())
# Never a slip of the hand for a marked word.
KNOWN: frozenset[str] = frozenset(fold(_KNOWN).text.split())
