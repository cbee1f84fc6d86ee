"""The figures of a service: each declared once, computed by pure functions from the facts of the cases.

`figures_of(period, service)` gives every figure with the children behind it; `service_of` reads what they rest on.
"""

from iro_tui.figures.declared import declared
from iro_tui.figures.figure import Declared, Figure, Part
from iro_tui.figures.period import Period
from iro_tui.figures.reckon import figure_of, figures_of
from iro_tui.figures.service import Service

__all__ = ["Declared", "Figure", "Part", "Period", "Service", "declared", "figure_of", "figures_of"]
