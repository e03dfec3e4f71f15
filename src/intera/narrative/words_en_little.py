"""Which English words are little: pieces of no other word, or without weight inside a phrase.

Data only, part of the rules of `words_en`.
"""

_LITTLE = """
a i an or in on is it to do we he me us by at of no so as be am pm up if my go the and for out not now our you
all any can was are has had min may one two per day way off who how get got let new old end
"""
_ARTICLES = """
a an the this that these those our your their his her its some any of in to for and by at on as it being been be
is are was were am has have had do does did
"""
_FILLERS = """
own very much so too quite rather really truly simply just even still also well maybe perhaps please indeed
somehow somewhat again now then today yet kind sort like um uh er hmm you know i mean we us think believe guess
say admit fear sadly honestly frankly basically actually apparently clearly obviously literally totally
completely absolutely entirely utterly fully fact such if be to as it were speak honest point way matter course
ok okay right see look listen oh ah hm er erm anyway anyhow though however therefore hence thus basically
essentially clearly certainly definitely surely trust mind put words terms speaking saying say said all least
best only alas regrettably unfortunately luckily evidently presumably supposedly arguably practically virtually
nearly almost mostly mainly largely partly both there here currently presently meanwhile already soon later once
ever never again always often sometimes pretty damn bloody darn bit little lot most more whole entire certain
with kindly fairly admittedly honesty fair worth day end considered suppose gather dare dear folks friends
ladies gentlemen mildly brief short simply put other things thing everyone knows understand told heard hear
note please believe afraid sorry happy glad perfectly wholly seriously strictly broadly roughly possibly
conceivably incidentally mean meant sense way
"""
_FIXED = """
will should cannot only never not no just merely all every one two three half third quarter few full free offer
change request data number day money back give get receive due cause reason over up down out off along until
after before against who whom without nothing none dont cant once under zero hand user error errors complete
total major configuration small slight little first second last internal failed fails failing database cluster
node fault faults
"""

# Pieces that are all words themselves do not make another word ("15 min or more" has no "minor").
LITTLE: frozenset[str] = frozenset(_LITTLE.split())
# Articles and helping words, left out of a phrase and of the text when words are put in between.
ARTICLES: frozenset[str] = frozenset(_ARTICLES.split())
# What may also stand between the words of a phrase and changes nothing. No word here denies.
FILLERS: frozenset[str] = frozenset(_FILLERS.split())
# Phrases with one of these hold only in their order: in another they mean something else.
FIXED: frozenset[str] = frozenset(_FIXED.split())
