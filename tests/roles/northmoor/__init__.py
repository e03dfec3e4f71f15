"""The sample the roles room is tested on: the design mock's operator and its incidents."""

from .cases import cases, hidden_signal, mobile_case
from .reference import NOW, at, decisions, operator, sources

__all__ = ["NOW", "at", "cases", "decisions", "hidden_signal", "mobile_case", "operator", "sources"]
