"""The screens: Textual over the services. Nothing here knows the database."""
