"""Settings of all tests."""

from hypothesis import settings

# How long an example takes says more about the machine than about the code; tests of speed measure it themselves.
settings.register_profile("steady", deadline=None, max_examples=40)
settings.load_profile("steady")
