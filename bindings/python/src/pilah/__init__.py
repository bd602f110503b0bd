# SPDX-License-Identifier: Apache-2.0
"""What is this comment, why, and what should the brand's team do?

    >>> import pilah
    >>> verdict = pilah.classify("paket saya kok belum sampai ya min, udah 2 minggu")
    >>> verdict.label, verdict.action, verdict.priority
    ('complaint', 'respond', 62)

One comment: :func:`classify`, :func:`explain`, :func:`mask`, :func:`mask_personal`. Campaigns: :class:`Window`. Evidence:
:func:`record`, :func:`replay`. A table: :func:`classify_batch`, :mod:`pilah.frames`. A file of any
size: :mod:`pilah.files`. A cluster: :mod:`pilah.spark`. Own rules: :class:`RuleSet`. Nothing leaves the machine, and the same
comment and rules give the same verdict everywhere.
"""
from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ._classifier import Classifier, shared
from ._facts import PLATFORMS
from ._library import EVASIONS, LABELS, LIBRARY, ImageError, PilahError, TextTooLargeError
from ._personal import PERSONAL, mask_personal, personal
from ._records import Difference, OtherRulesError, Replay, record, replay
from ._ruleset import Diagnostic, Rule, RuleError, RuleSet
from ._verdict import Entity, Evidence, Explanation, NearRow, PlatformStep, Reasons, Token, Verdict
from ._window import Window
from .batch import classify_batch

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from . import files as files
    from . import frames as frames
    from . import spark as spark
    from ._facts import Facts

__version__: str = LIBRARY.pilah_version().decode()
__all__ = [
    "EVASIONS", "LABELS", "PERSONAL", "PLATFORMS", "Classifier", "Diagnostic", "Difference", "Entity", "Evidence", "Explanation",
    "ImageError", "NearRow", "OtherRulesError", "PilahError", "PlatformStep", "Reasons", "Replay", "Rule", "RuleError", "RuleSet",
    "TextTooLargeError", "Token", "Verdict", "Window", "classify", "classify_batch", "explain", "mask", "mask_personal", "personal",
    "record", "replay", "rules",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Modules that few need, imported when they are first asked for."""
        if name in ("files", "frames", "spark"):
            return importlib.import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


# The method itself: a function around it would cost as much as encoding the text does.
classify = shared().classify


def explain(text: str, **facts: Unpack[Facts]) -> Explanation:
    """The verdict of :func:`classify` and how each word of the comment was read; print() it, or look at `tokens`."""
    return shared().explain(text, **facts)


def mask(text: str, labels: str | Iterable[str] = "abuse") -> str:
    """The comment with what makes it `labels` starred, one ``*`` for each character.

    >>> mask("makasih kak"), "goblok" in mask("adminnya goblok banget sih lo")
    ('makasih kak', False)
    """
    return shared().mask(text, labels)


def rules() -> tuple[Rule, ...]:
    """The built-in rules, in the order of their ids."""
    return RuleSet.default().rules
