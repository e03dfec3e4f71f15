"""How is a noun kept in a text column: as JSON of its fields, exact ratios as "n/d".

msgspec reads the frozen dataclasses of `model` directly and checks every field's type on the way
back, so a damaged row is an error and never a half-built noun (ADR-0014).
"""

from fractions import Fraction
from typing import Any

import msgspec

from intera.model.board import Board
from intera.model.case import Case
from intera.model.checkpoint import Checkpoint
from intera.model.operator import Operator
from intera.model.signal import Signal
from intera.model.stated import KnownOutcome


class DamagedRowError(RuntimeError):
    """A stored noun cannot be read back."""

    def __init__(self, kind: str, why: str) -> None:
        """Names the kind and the first bad field."""
        super().__init__(f"a stored {kind} cannot be read back: {why}. Restore the row from a backup")


class NoStoredFormError(TypeError):
    """A noun holds a value of a type that has no stored form."""

    def __init__(self, kind: type) -> None:
        """Names the type."""
        super().__init__(f"{kind.__name__} has no stored form; give it one in store/codec.py")


def _encode_other(value: object) -> object:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise NoStoredFormError(type(value))


def _decode_other(kind: type, value: object) -> object:
    if kind is Fraction and isinstance(value, str):
        return Fraction(value)
    if kind is object:  # a source's settings: plain JSON as it was declared
        return value
    raise NoStoredFormError(kind)


_ENCODER = msgspec.json.Encoder(enc_hook=_encode_other)


class Codec:
    """Reads back one kind of noun."""

    def __init__(self, kind: type[Any]) -> None:
        """Prepares the decoder for the kind."""
        self._name = kind.__name__
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind, dec_hook=_decode_other)

    def decode(self, text: str | bytes) -> Any:  # noqa: ANN401 - the typed functions below narrow it
        """The noun a stored text holds.

        Args:
            text: what `encode` gave.

        Returns:
            The noun.

        Raises:
            DamagedRowError: the text does not hold one.
        """
        try:
            return self._decoder.decode(text)
        except (msgspec.MsgspecError, ValueError, ZeroDivisionError) as error:
            raise DamagedRowError(self._name, str(error)) from error


_BOARD = Codec(Board)
_CASE = Codec(Case)
_CHECKPOINT = Codec(Checkpoint)
_OPERATOR = Codec(Operator)
_OUTCOME = Codec(KnownOutcome)
_SIGNAL = Codec(Signal)


def encode(noun: object) -> str:
    """The stored form of a noun: JSON text."""
    return _ENCODER.encode(noun).decode()


def decode_board(text: str) -> Board:
    """The board a stored text holds; raises DamagedRowError when it holds none."""
    found: Board = _BOARD.decode(text)
    return found


def decode_case(text: str) -> Case:
    """The case a stored text holds; raises DamagedRowError when it holds none."""
    found: Case = _CASE.decode(text)
    return found


def decode_checkpoint(text: str) -> Checkpoint:
    """The checkpoint a stored text holds; raises DamagedRowError when it holds none."""
    found: Checkpoint = _CHECKPOINT.decode(text)
    return found


def decode_operator(text: str) -> Operator:
    """The operator a stored text holds; raises DamagedRowError when it holds none."""
    found: Operator = _OPERATOR.decode(text)
    return found


def decode_outcome(text: str) -> KnownOutcome:
    """The outcome a stored text holds; raises DamagedRowError when it holds none."""
    found: KnownOutcome = _OUTCOME.decode(text)
    return found


def decode_signal(text: str) -> Signal:
    """The signal a stored text holds; raises DamagedRowError when it holds none."""
    found: Signal = _SIGNAL.decode(text)
    return found
