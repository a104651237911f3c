"""How one-time passwords are hashed."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class OneTimeHasher(Argon2PasswordHasher):
    """Argon2id with little work, for the random one-time passwords alone.

    Much work protects what people think up. Twelve letters drawn by `secrets` from thirty (59 bits) need none, and an import
    of a whole county makes a thousand of them. At the first sign-in Django hashes anew with the first hasher of the settings.
    """

    algorithm = "argon2_once"
    time_cost = 1
    memory_cost = 1024  # KiB
    parallelism = 1
