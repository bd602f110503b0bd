# SPDX-License-Identifier: Apache-2.0
"""What callers may give: one or several, a path, a frame. What is none of it is told by the argument's name."""
from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any


def names(argument: str, given: Any) -> list[Any]:
    """One name or several. Raises TypeError naming the argument."""
    if isinstance(given, str):
        return [given]
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise TypeError(f"{argument} must be a name or several, not {type(given).__name__}")
    return list(given)


def paths(argument: str, given: Any) -> list[str | os.PathLike[str]]:
    """One path or several. Raises TypeError naming the argument."""
    if isinstance(given, (str, os.PathLike)):
        return [given]
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise TypeError(f"{argument} must be a path or several, not {type(given).__name__}")
    several = list(given)
    for one in several:
        path(argument, one)
    return several


def path(argument: str, given: Any) -> str | os.PathLike[str]:
    """Raises TypeError naming the argument for what is no path."""
    if not isinstance(given, (str, os.PathLike)):
        raise TypeError(f"{argument} must be str or os.PathLike, not {type(given).__name__}")
    return given


def kind(given: object) -> str:
    """The type with the name of its package: there are many a DataFrame."""
    of = type(given)
    return of.__name__ if of.__module__ == "builtins" else f"{of.__module__.split('.')[0]}.{of.__name__}"
