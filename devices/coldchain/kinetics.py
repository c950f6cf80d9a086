"""How fast quality is lost at a temperature, and the one temperature that would do equal harm."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from math import exp, fsum, isfinite, log

KELVIN = 273.15
GAS_KJ_MOL_K = 8.3144e-3
"""The gas constant as USP <1160> rounds it."""
ACTIVATION_KJ_MOL = 83.144
"""Default activation energy of mean kinetic temperature. Source: USP <1079>."""
Q10 = 2.5
"""How much faster quality is lost 10 °C warmer.
Source: USDA Agriculture Handbook 66, respiration of produce, Q10 of 2 to 3 between 0 and 20 °C."""

Rate = Callable[[float, float], float]
"""Hours at a reference temperature (second, °C) that one hour at a temperature (first, °C) uses."""


def mean_kinetic_c(
    temperatures_c: Sequence[float],
    weights: Sequence[float],
    activation_kj_mol: float = ACTIVATION_KJ_MOL,
) -> float:
    """The one temperature (°C) that would have done as much harm. Source: USP <1160>.

    T = (dH/R) / -ln(sum(w_i exp(-dH/(R T_i))) / sum(w_i)), in kelvin. `weights` are times spent, in
    any unit. Raises: ValueError for no time, unequal lengths, or what no temperature can be.
    """
    _judge(temperatures_c, weights)
    if not (isfinite(activation_kj_mol) and activation_kj_mol > 0):
        raise ValueError("the activation energy must be above zero")
    slope = activation_kj_mol / GAS_KJ_MOL_K
    powers = [-slope / (celsius + KELVIN) for celsius in temperatures_c]
    # The largest power is taken out of the sum, or a cold enough curve would vanish in it.
    largest = max(power for power, weight in zip(powers, weights, strict=True) if weight)
    harm = fsum(w * exp(power - largest) for power, w in zip(powers, weights, strict=True) if w)
    return slope / -(log(harm / fsum(weights)) + largest) - KELVIN


def mean_c(temperatures_c: Sequence[float], weights: Sequence[float]) -> float:
    """The plain mean by time (°C). Raises: ValueError as `mean_kinetic_c`."""
    _judge(temperatures_c, weights)
    pairs = zip(temperatures_c, weights, strict=True)
    return fsum(celsius * weight for celsius, weight in pairs) / fsum(weights)


def _judge(temperatures_c: Sequence[float], weights: Iterable[float]) -> None:
    weights = list(weights)
    if len(temperatures_c) != len(weights):
        raise ValueError("as many weights as temperatures are needed")
    if not all(isfinite(one) and one > -KELVIN for one in temperatures_c):
        raise ValueError("a temperature must be above absolute zero")
    if not all(isfinite(one) and one >= 0 for one in weights) or not fsum(weights) > 0:
        raise ValueError("weights must not be negative, and some must be above zero")


def q10_rate(q10: float = Q10) -> Rate:
    """The rate of a constant Q10: `q10 ** ((t - reference) / 10)`."""
    return lambda celsius, reference_c: float(q10 ** ((celsius - reference_c) / 10))


def arrhenius_rate(activation_kj_mol: float = ACTIVATION_KJ_MOL) -> Rate:
    """The rate of one activation energy: `exp(Ea/R (1/T_reference - 1/T))`, T in kelvin.

    For quality of foods 40 to 130 kJ/mol: spoilage by psychrotrophs 60 to 80, colour and vitamin C
    60 to 100. Source: Labuza, Shelf-Life Dating of Foods (1982); Taoukis and Labuza (1989).
    """
    slope = activation_kj_mol / GAS_KJ_MOL_K
    return lambda celsius, reference_c: exp(
        slope * (1 / (reference_c + KELVIN) - 1 / (celsius + KELVIN))
    )


_STEPS_C = (0.0, 10.0, 20.0, 30.0, 40.0)
_VELOCITIES = (1.0, 3.0, 7.5, 15.0, 22.5)


def produce_rate(celsius: float, reference_c: float) -> float:
    """The rate for fresh produce that does not suffer from chilling: its Q10 falls with warmth.

    3.0 from 0 to 10 °C, 2.5 to 20, 2.0 to 30, 1.5 to 40; between the steps the logarithm runs
    straight, beyond them with the Q10 of the nearest step.
    Source: Kader and Rolle, FAO Agricultural Services Bulletin 152 (2004), effect of temperature on
    the deterioration rate of a commodity not sensitive to chilling.
    """
    return _velocity(celsius) / _velocity(reference_c)


def _velocity(celsius: float) -> float:
    """Deterioration relative to 0 °C."""
    step = min(max(bisect_right(_STEPS_C, celsius) - 1, 0), len(_STEPS_C) - 2)
    q10 = _VELOCITIES[step + 1] / _VELOCITIES[step]
    return float(_VELOCITIES[step] * q10 ** ((celsius - _STEPS_C[step]) / 10))
