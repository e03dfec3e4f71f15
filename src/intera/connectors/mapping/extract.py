"""Which part of a text does a declared pattern take, in a time no text can stretch.

Python's matcher can be made to run for hours by repeats that overlap. So a pattern only ever sees
the first 300 characters, a repeated group holds neither a repeat nor a choice, and the product of
all its repeats' upper bounds stays within what two open ones make.
Source: OWASP, regular expression denial of service.
"""

import re

_MAX_PATTERN_CHARS = 200
_SEEN_CHARS = 300
_MAX_WORK = _SEEN_CHARS * _SEEN_CHARS
_REPEAT = re.compile(r"[*+?]|\{([0-9]*)(,?)([0-9]*)\}")


class UnsafePatternError(ValueError):
    """A pattern is not valid, or could take too long; the sentence says what to change."""


def compile_extract(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled, when it is safe to run on any text.

    Args:
        pattern: a regular expression with at most one group that captures.

    Returns:
        The compiled pattern.

    Raises:
        UnsafePatternError: not valid, or not safe.
    """
    if len(pattern) > _MAX_PATTERN_CHARS:
        raise UnsafePatternError(f"write at most {_MAX_PATTERN_CHARS} characters")
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise UnsafePatternError(f"not a regular expression ({error})") from None
    if compiled.groups > 1:
        raise UnsafePatternError("use one capturing group; write the others as (?:...)")
    if compiled.flags & re.VERBOSE or "(?#" in pattern:
        raise UnsafePatternError("write it without comments and without the x flag")
    if _work_of(pattern) > _MAX_WORK:
        raise UnsafePatternError("too many repeats; use at most two of * and +, and bound others like {1,60}")
    return compiled


def extract_from(text: str, pattern: re.Pattern[str]) -> str | None:
    """What the pattern takes from a text.

    Args:
        text: any; only its first 300 characters are looked at.
        pattern: from `compile_extract`.

    Returns:
        The captured group (the whole match without one), None when there is none.
    """
    match = pattern.search(text[:_SEEN_CHARS])
    if match is None:
        return None
    return match.group(1) if pattern.groups else match.group(0)


def _work_of(pattern: str) -> int:
    """The product of all repeats' upper bounds; walks the pattern once, group by group."""
    work = 1
    # Whether each open group holds a repeat or a choice, the pattern itself outermost.
    is_branching = [False]
    position = 0
    while position < len(pattern):
        character = pattern[position]
        step = 1
        if character == "\\":
            step = 2
        elif character == "[":
            step = _after_class(pattern, position) - position
        elif character == "(":
            is_branching.append(False)
            # The mark after "(?" is no repeat.
            step = 2 if pattern[position + 1 : position + 2] == "?" else 1
        elif character == "|":
            is_branching[-1] = True
        elif character == ")":
            inner = is_branching.pop()
            repeat = _REPEAT.match(pattern, position + 1)
            if inner and repeat is not None and repeat.group() != "?":
                raise UnsafePatternError("a repeated group may hold neither a repeat nor a choice; write it flat")
            is_branching[-1] = is_branching[-1] or inner
        elif repeat := _REPEAT.match(pattern, position):
            work *= _bound_of(repeat)
            is_branching[-1] = True
            step = len(repeat.group())
            # A mark right after a repeat makes it lazy or possessive.
            step += pattern[position + step : position + step + 1] in {"?", "+"}
        position += step
    return work


def _bound_of(repeat: re.Match[str]) -> int:
    if repeat.group() == "?":
        return 2
    lowest, comma, highest = repeat.groups()
    if lowest is None or (comma and not highest):
        return _SEEN_CHARS
    return max(1, int(highest or lowest or 1))


def _after_class(pattern: str, position: int) -> int:
    position += 1
    if pattern[position : position + 1] == "^":
        position += 1
    if pattern[position : position + 1] == "]":
        position += 1
    while position < len(pattern) and pattern[position] != "]":
        position += 2 if pattern[position] == "\\" else 1
    return position + 1
