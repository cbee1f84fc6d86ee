"""The screens: Textual over the services. Nothing here knows the database."""

import os

# Before Textual is loaded: its log would hold every key, the passphrase among them.
for _name in [name for name in os.environ if name.startswith("TEXTUAL")]:
    del os.environ[_name]
