"""Case notes field by field: a plain text file says which fields the council's form has, and what goes into each."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.caseload.own_settings import note_templates
from iro_tui.caseload.refusals import Refused
from iro_tui.text import clean, decoded
from iro_tui.typed_path import from_home, is_there

if TYPE_CHECKING:
    from iro_tui.caseload.lists.outbox import NoteLine

SHIPPED = ("eclipse", "lcs", "mosaic")
MOST_BYTES, MOST_FIELDS = 16 * 1024, 30
_PLACES = ("day", "title", "text", "ref", "initials", "name")
"""What can go into a field, each between braces; a name only while names are shown."""
_PLACE = re.compile(r"\{([^{}]*)\}")
_KNOWN = ", ".join(f"{{{place}}}" for place in _PLACES)


class TemplateField(NamedTuple):
    """A field of the council's form, and the pattern of what goes into it."""

    label: str
    pattern: str

    def words(self, row: NoteLine, *, names: bool) -> str:
        """What goes into it of a note."""
        values = {
            "day": f"{row.on:%d/%m/%Y}",
            "title": row.title,
            "text": row.body,
            "ref": row.ref,
            "initials": row.who.initials,
            "name": row.who.name if names else "",
        }
        # What a note says is put in as it is: braces in it are not places.
        return _PLACE.sub(lambda place: values[place[1]], self.pattern)


def is_name(name: str) -> bool:
    """Whether a template goes by its name, and not by the path of its file."""
    return bool(re.fullmatch(r"[\w-]{1,40}", name))


def note_fields(name: str) -> tuple[TemplateField, ...]:
    """The fields of a template: a file of one's own in the folder for them or anywhere, or one that ships, by name.

    Raises Refused with its fault.
    """
    path = note_templates() / f"{name}.txt" if is_name(name) else from_home(name)
    if name in SHIPPED and not is_there(path):
        text = resources.files("iro_tui").joinpath("practices", "notes", f"{name}.txt").read_text("utf-8")
        return read_template(text, name)
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder, no note template: give it another name, or choose another template.")
        if not path.is_file():
            raise Refused(
                f"The note template {path} is not there: give one of {', '.join(SHIPPED)}, the name of a .txt file in "
                f"{note_templates()}, or the path of one."
            )
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise Refused(f"{path.name} is larger than a note template can be (16 kB).")
        return read_template(decoded(content), path.name)
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not a text file in UTF-8: open it in an editor and save it as UTF-8.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file has such a name"
        raise Refused(f"{path} cannot be read: {why}. Choose another template, or look at the file's rights.") from None


def read_template(text: str, source: str) -> tuple[TemplateField, ...]:
    """The fields of a template's text, line by line; `#` begins a remark. Raises Refused."""
    fields = []
    for number, written in enumerate(text.splitlines(), start=1):
        line = clean(written)
        if not line or line.startswith("#"):
            continue
        label, colon, pattern = (part.strip() for part in line.partition(":"))
        if not (label and colon and pattern):
            raise Refused(
                f"{source}, line {number}: write a field, a colon and what goes into it, as Title: {{title}}."
            )
        strange = next((place for place in _PLACE.findall(pattern) if place not in _PLACES), None)
        if strange is not None:
            raise Refused(f"{source}, line {number}: {{{strange}}} is not known: give one of {_KNOWN}.")
        if set(_PLACE.sub("", pattern)) & set("{}"):
            raise Refused(f"{source}, line {number}: a brace stands alone: write one of {_KNOWN}.")
        fields.append(TemplateField(label, pattern))
    if not 0 < len(fields) <= MOST_FIELDS:
        raise Refused(f"{source} has {len(fields)} fields: a note template has from 1 to {MOST_FIELDS}.")
    return tuple(fields)
