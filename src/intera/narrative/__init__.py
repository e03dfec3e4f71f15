"""What may be said now, in which words, resting on which facts.

Facts of a case fill the named slots of an approved template; the language guard reads the finished
text; an approval holds only as long as the facts it was given for.
"""
