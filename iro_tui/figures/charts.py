"""Charts of a report as SVG that stands in a page by itself: no script, nothing fetched, told in words beside.

pygal draws them and is loaded only here. Lines are told apart by colour, by dashes and by their marks, so that a page
printed in grey, or read by somebody who sees no red and green, says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any
from xml.etree import ElementTree

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#1A1A1A")
"""The palette of Okabe and Ito, which people with any colour vision can tell apart."""
DASHES = ("", "6,3", "2,3", "8,3,2,3", "12,4", "1,5", "4,4")
WIDTH, HEIGHT = 760, 230
MOST_STEPS = 5
LEGEND_COLUMNS, LEGEND_ROW = 2, 20
_SVG = "http://www.w3.org/2000/svg"
_FONT = '"Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif'

Values = Sequence[float | None]


def line_chart(number: int, words: str, labels: Sequence[str], series: Sequence[tuple[str, Values]]) -> str:
    """Shares over time, from 0 to 100; `words` say what it shows, `number` is its place in the page."""
    import pygal

    chart = pygal.Line(**_options(number, len(series)), range=(0, 100), dots_size=2.5, x_label_rotation=0,
                       allow_interruptions=True)  # fmt: skip
    chart.y_labels = (0, 25, 50, 75, 100)
    for place, (name, values) in enumerate(series):
        chart.add(name, list(values), stroke_style={"width": 2, "dasharray": DASHES[place]})
    return _drawn(chart, labels, words)


def bar_chart(number: int, words: str, labels: Sequence[str], series: Sequence[tuple[str, Values]]) -> str:
    """Numbers over time, as bars from nothing."""
    import pygal

    chart = pygal.Bar(**_options(number, len(series)), include_x_axis=True, x_label_rotation=0)
    chart.y_labels = steps(max((value or 0 for _, values in series for value in values), default=0))
    for name, values in series:
        chart.add(name, list(values))
    return _drawn(chart, labels, words)


def steps(most: float) -> list[int]:
    """Whole numbers for the axis, from nothing to the most: five of them or so, and none twice."""
    step = next(size * 10**power for power in range(9) for size in (1, 2, 5) if most <= MOST_STEPS * size * 10**power)
    return [step * at for at in range(max(1, ceil(most / step)) + 1)]


def _options(number: int, series: int) -> dict[str, Any]:
    """How it looks; the legend has a row for every two lines, under the chart, and room for them."""
    from pygal.style import Style

    rows = ceil(series / LEGEND_COLUMNS)
    ink, ground = "#1a1a1a", "#ffffff"
    style = Style(
        background=ground, plot_background=ground, foreground=ink, foreground_strong=ink, foreground_subtle="#555555",
        colors=COLOURS, font_family=_FONT, label_font_size=11, major_label_font_size=11, legend_font_size=12,
        opacity="1", opacity_hover="1", guide_stroke_color="#d0d0d0", major_guide_stroke_color="#d0d0d0",
    )  # fmt: skip
    return {
        "style": style,
        "width": WIDTH,
        "height": HEIGHT + LEGEND_ROW * rows,
        "margin": 8,
        "margin_bottom": 8 + LEGEND_ROW * rows,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": LEGEND_COLUMNS,
        "legend_box_size": 12,
        "truncate_legend": -1,
        "truncate_label": -1,
        "js": (),
        "disable_xml_declaration": True,
        "classes": (f"chart-{number}",),
        "formatter": lambda value: f"{value:,.0f}",
    }


def _drawn(chart: Any, labels: Sequence[str], words: str) -> str:
    """The chart as one element, under a name that does not change from one making to the next."""
    chart.x_labels = list(labels)
    root = chart.render_tree()
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if tag in ("", "script"):
                parent.remove(child)
            elif tag == "title" and parent is root:
                child.text = words
    root.set("role", "img")
    root.set("aria-label", words)
    root.set("focusable", "false")
    number = next(each for each in root.get("class", "").split() if each.startswith("chart-"))
    ElementTree.register_namespace("", _SVG)
    svg = ElementTree.tostring(root, encoding="unicode")
    return svg.replace(root.get("id", ""), number)
