"""How much may a source hand us at once: every bound of the connectors room in one place.

Source: issue 2 "Bad input" (a 10 MB record is parked); PRODUCT H2.
"""

# One record, and one HTTP delivery: the door refuses a longer body before it reads it.
MAX_RECORD_BYTES = 10_000_000
# One JSON document that holds many records (a JSON file cannot be split without reading it whole).
MAX_DOCUMENT_BYTES = 64_000_000
# One file after decompression: a small archive must not unpack into an endless day of work.
MAX_STREAM_BYTES = 4_000_000_000
# Nesting no honest record needs; deeper ones only try to exhaust the reader.
MAX_DEPTH = 64
# Names and references become keys in the store, whose index rows end at about 2,700 bytes.
MAX_REF_CHARS = 256
MAX_KEY_CHARS = 600
# Titles and texts for people.
MAX_TEXT_CHARS = 4_000
# References in one list of one record (regions, accounts).
MAX_LIST_ITEMS = 1_000
# Statements one parent record may expand into, and columns one table may have.
MAX_ITEMS_PER_RECORD = 1_000
MAX_COLUMNS = 1_000
# Whole numbers stay exact in every JSON reader and fit a bigint with room for sums.
MAX_WHOLE_NUMBER = 10**15
# No operator's record of an incident is older than its first ticket system, or from the next century.
FIRST_YEAR = 1990
LAST_YEAR = 2100
