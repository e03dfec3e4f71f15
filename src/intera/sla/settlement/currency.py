"""How many digits has the minor unit of a currency, and how is an exact amount brought to it.

Source: ISO 4217 (minor units); cases gt-mo-2 to gt-mo-4, sp-2.
"""

from collections.abc import Sequence
from fractions import Fraction

from intera.sla.language.problem import UnreadableTermError
from intera.sla.language.remedy_terms import Rounding

_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP"
        " CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR"
        " IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN"
        " NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP"
        " STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
}
MINOR_DIGITS = {code: digits for digits, codes in _DIGITS.items() for code in codes.split()}


def minor_digits(currency: str) -> int:
    """The digits of the minor unit.

    Raises:
        UnreadableTermError: the code is none of a currency with a minor unit that can be billed.
    """
    if currency not in MINOR_DIGITS:
        sentence = f"{currency!r} has no minor unit in ISO 4217; write the code of a currency such as EUR"
        raise UnreadableTermError(sentence, rule="currency-digits")
    return MINOR_DIGITS[currency]


def rounded(value: Fraction, decimals: int, mode: Rounding) -> Fraction:
    """A number brought to so many decimals, in the way the contract says."""
    scale: int = 10**decimals
    scaled = value * scale
    low = scaled.numerator // scaled.denominator
    rest = scaled - low
    half = Fraction(1, 2)
    is_up = {
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
        Rounding.HALF_UP: rest >= half,
        Rounding.HALF_EVEN: rest > half or (rest == half and low % 2 == 1),
    }[mode]
    return Fraction(low + is_up, scale)


def written_money(value: Fraction, digits: int) -> str:
    """A rounded amount with the digits of its currency, "1500.00"."""
    minor = abs(value) * 10**digits
    whole, part = divmod(minor.numerator // minor.denominator, 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def allocate(total: Fraction, weights: Sequence[Fraction], digits: int) -> tuple[Fraction, ...]:
    """A rounded amount split by weight into lines that add up to it; what is left goes to the largest remainders.

    Args:
        total: a whole number of minor units, 0 or more.
        weights: one per line, 0 or more.
        digits: the digits of the minor unit.

    Returns:
        One rounded amount per line; the first line wins a tie. All zero when no line has weight.

    Source: case gt-mo-4.
    """
    whole = sum(weights, Fraction(0))
    if whole == 0:
        return tuple(Fraction(0) for _ in weights)
    scale: int = 10**digits
    exact = [total * scale * weight / whole for weight in weights]
    units = [each.numerator // each.denominator for each in exact]
    left = (total * scale - sum(units)).numerator
    order = sorted(range(len(units)), key=lambda place: (units[place] - exact[place], place))
    for place in order[:left]:
        units[place] += 1
    return tuple(Fraction(each, scale) for each in units)
