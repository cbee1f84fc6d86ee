"""How many examples a property is tried with: those of the profile, more where one costs next to nothing."""

from __future__ import annotations

from hypothesis import settings


def times(factor: float) -> settings:
    """So many times the examples of the profile: 50 usually, 200 with IRO_EXAMPLES=thorough."""
    profile = settings.get_profile(settings.get_current_profile_name())
    return settings(max_examples=max(1, round(factor * profile.max_examples)))
