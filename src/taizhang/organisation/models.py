"""Tables of units, posts and people."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Person(AbstractBaseUser):
    """Somebody who works in or with the county's government; signs in by `login`."""

    login = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ("name",)
    objects = BaseUserManager["Person"]()

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the person may sign in; Django asks under this name."""
        return self.active

    def __str__(self) -> str:
        return self.name
