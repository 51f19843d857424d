# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on the project's defaults."""

from __future__ import annotations

from typing import Any

from .errors import ApiError, not_found
from .service import Inquiry
from .settings import Settings
from .state import State


class Configuration:
    """Each operation is a method that returns the response body. Call it with the lock held."""

    def __init__(self, state: State, settings: Settings) -> None:
        self._state = state
        self._settings = settings

    def read(self, inquiry: Inquiry) -> dict[str, Any]:
        stored = self._state.project(inquiry.project).configuration
        if stored is None and self._settings.configuration_missing == "404":
            raise not_found("The configuration")
        return stored or {}

    def create(self, inquiry: Inquiry) -> dict[str, Any]:
        project = self._state.project(inquiry.project)
        if project.configuration is not None and self._settings.configuration_again == "refuse":
            raise ApiError(self._settings.wrong_state_status, "The project has a configuration already.")
        project.configuration = dict(inquiry.body)
        return project.configuration

    def update(self, inquiry: Inquiry) -> dict[str, Any]:
        project = self._state.project(inquiry.project)
        if project.configuration is None and self._settings.configuration_missing == "404":
            raise not_found("The configuration")
        kept = (project.configuration or {}) if self._settings.configuration_omitted == "keep" else {}
        project.configuration = {**kept, **inquiry.body}
        return project.configuration
