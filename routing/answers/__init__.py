"""What a plan tells people: why a stop was left out, what would help, and its picture."""

from routing.answers.drawing import DrawnTrip, Picture, as_svg
from routing.answers.explain import explain, unexplained

__all__ = [
    "DrawnTrip",
    "Picture",
    "as_svg",
    "explain",
    "unexplained",
]
