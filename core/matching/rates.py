"""Rough exchange rates: enough to tell a plausible rate from a coincidence, never to value anything."""

from core.model.money import minor_digits

# Rough units for one US dollar, to tell a plausible rate from a coincidence; never used to value anything.
_ROUGH = {
    "USD": 1.0, "EUR": 0.9, "GBP": 0.78, "CHF": 0.88, "JPY": 148.0, "CAD": 1.37, "AUD": 1.52, "NZD": 1.67,
    "SEK": 10.3, "NOK": 10.7, "DKK": 6.8, "PLN": 3.95, "CZK": 23.0, "HUF": 360.0, "RON": 4.5, "TRY": 35.0,
    "CNY": 7.2, "HKD": 7.8, "SGD": 1.34, "INR": 84.0, "KRW": 1380.0, "TWD": 32.0, "THB": 35.0, "MXN": 18.5,
    "BRL": 5.5, "ZAR": 18.2, "AED": 3.67, "SAR": 3.75, "ILS": 3.6, "KWD": 0.307, "BHD": 0.376, "OMR": 0.385,
    "JOD": 0.709, "TND": 3.1, "BGN": 1.77, "ISK": 137.0,
}  # fmt: skip


def rough_rate(paid: str, owed: str) -> float:
    """About how many minor units of `paid` one minor unit of `owed` is; 0 where nothing is known."""
    if paid not in _ROUGH or owed not in _ROUGH:
        return 0.0
    scale = 10.0 ** (minor_digits(paid) - minor_digits(owed))
    return _ROUGH[paid] / _ROUGH[owed] * scale


def rough_weights() -> dict[str, float]:
    """About how many US dollars one minor unit of each known currency is: to set amounts side by side in an
    order, never to value or add them."""
    return {code: 10.0 ** -minor_digits(code) / rate for code, rate in _ROUGH.items()}
