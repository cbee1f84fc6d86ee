"""The settings as rows: what each is for, its value, and what it would be if nothing were said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from iro_tui.actions.questions import Option
from iro_tui.caseload.note_template import note_fields
from iro_tui.caseload.refusals import Refused
from iro_tui.tui.commands import CHILD, COMMANDS, GLOBAL, LIST, ROW, Keymap, shown_key, textual_key
from iro_tui.tui.setting import BY_NAME, KEYS, SETTINGS, Setting
from iro_tui.tui.settings import Settings
from iro_tui.tui.settings_file import By, NotChanged, Value
from iro_tui.typed_path import as_path

HEADINGS = {
    "": "THIS COMPUTER",
    ROW: "KEYS ON THE ROW",
    LIST: "KEYS OF LISTS",
    CHILD: "KEYS OF ONE CHILD'S PAGE",
    GLOBAL: "KEYS EVERYWHERE",
}
"""The groups, in order, by the scope of the commands."""
KEY_HINT = "a letter, a sign, F2 to F10, ctrl+letter; several with blanks between"


OF_CASELOAD = "THIS CASELOAD"


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting as it is."""

    by: By
    """The way to it in the file: a command may have the name of a setting."""
    label: str
    sentence: str
    value: str
    """As it is read, and may be typed."""
    usual: str
    group: str
    hint: str
    from_when: str
    options: tuple[Option, ...] = ()
    """What may be chosen; empty where it is typed."""
    command: str = ""
    """What changes it, where the settings' own form does not."""

    @property
    def now(self) -> str:
        return self.value or "none"


PASSPHRASE = SettingLine(
    ("passphrase",),
    "Passphrase",
    "Change it, make a new key and code, see the recovery code, or let this computer's keyring open the caseload.",
    "not shown",
    "not shown",
    OF_CASELOAD,
    "",
    "",
    command="passphrase",
)
"""No setting of the file: it is asked for by a dialog of its own, after the one that holds now."""


def setting_rows(settings: Settings, theme: str) -> tuple[SettingLine, ...]:
    """Every setting, with the theme that shows; the keys in the order of help."""
    rows = [_row(setting, settings, theme) for setting in SETTINGS]
    rows.append(PASSPHRASE)
    usual = Keymap()
    for scope in (ROW, LIST, CHILD, GLOBAL):
        rows += [
            SettingLine(
                (KEYS, command.id),
                command.label,
                command.sentence,
                settings.keymap.shown(command),
                usual.shown(command),
                HEADINGS[scope],
                KEY_HINT,
                "It holds from now on.",
            )
            for command in COMMANDS
            if command.scope == scope
        ]
    return tuple(rows)


def _row(setting: Setting, settings: Settings, theme: str) -> SettingLine:
    value = theme if setting.name == "theme" else str(getattr(settings, setting.name))
    options = tuple(Option(str(n), name, name) for n, name in enumerate(setting.choices, 1))
    return SettingLine(
        (setting.name,),
        setting.label,
        setting.sentence,
        value,
        setting.usual_words,
        HEADINGS[""],
        setting.hint,
        setting.from_when,
        options,
    )


def typed_value(row: SettingLine, typed: str) -> Value | None:
    """What the file is to say by what was typed; None where nothing was, and the usual value holds.

    Raises NotChanged with a sentence, of a note template also for its faults. A folder is not looked for:
    `require_there` does.
    """
    words = typed.strip()
    if not words:
        return None
    if row.by[0] == KEYS:
        return typed_keys(words)
    if row.by in FOLDERS:
        if not as_path(words).is_absolute():
            raise NotChanged(f"There is no folder {words}. {FOLDERS[row.by]}")
        return str(as_path(words))
    value = words if row.options or not (words.isascii() and words.isdigit()) else int(words)
    try:
        checked = BY_NAME[row.by[0]].check(row.label, value)
        if row.by == ("note_template",):
            note_fields(str(checked))
        return checked
    except Refused as refusal:
        raise NotChanged(str(refusal)) from refusal
    except ValueError as error:
        raise NotChanged(f"{error}.") from error


def typed_keys(words: str) -> list[str]:
    """The keys in a text, parted by blanks or commas; a comma alone is the key. Raises NotChanged."""
    parts = [part for word in words.split() for part in ([word] if len(word) == 1 else word.split(",")) if part]
    try:
        return list(dict.fromkeys(_written(part) for part in parts or [","]))
    except ValueError as error:
        raise NotChanged(f"{error}.") from error


def _written(part: str) -> str:
    """A key as the file has it."""
    name = textual_key(part)
    shown = shown_key(name)
    return shown if len(shown) == 1 else name


FOLDERS = {
    ("backup_folder",): "Make it first, or put the stick in, and give its whole path.",
    ("letter_box",): "Give its whole path, while it can be reached.",
}
"""The settings that are a folder, and how one that is not there is had."""


def require_there(row: SettingLine, typed: Value | None, own: Iterable[Path] = ()) -> None:
    """Raises NotChanged where a folder is not there: a slip would else be found when a colleague waits for a file.

    `own`: folders in which no second backup is one. It asks the folder, which may not answer for long.
    """
    if row.by not in FOLDERS or not typed:
        return
    path = Path(str(typed))
    try:
        if path.is_file():
            raise NotChanged(f"{path} is a file: give the whole path of a folder.")
        there = path.is_dir()
        of = own if row.by == ("backup_folder",) else ()
        within = there and any(path.resolve().is_relative_to(each.resolve()) for each in of)
    except (OSError, ValueError):
        there, within = False, False
    if not there:
        raise NotChanged(f"There is no folder {path}. {FOLDERS[row.by]}")
    if within:
        raise NotChanged("That is the caseload's own folder: what takes one would take both. Choose another.")
