# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment of the state store's tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from postgresql import Postgresql

from ansible_collections.sinch.porting.plugins.module_utils._base import postgresql_store
from ansible_collections.sinch.porting.tests.simulator import Simulator

STORES = ("directory", "postgresql")


class Scene:
    """A simulator, a store of one kind, and home folders of machines that share nothing else."""

    def __init__(self, kind: str, simulator: Simulator, server: Postgresql, folder: Path) -> None:
        self.simulator = simulator
        self.kind = kind
        self.server = server
        self.folder = folder
        self._count = 0
        self.clear()

    def clear(self, **settings: Any) -> None:
        """Start again: no orders, no marks, new machines."""
        self.simulator.reset()
        self.simulator.settings.update(settings)
        self._count += 1
        self.homes = self.folder / str(self._count)
        self.homes.mkdir(parents=True)
        self.directory = self.homes / "volume"
        self.directory.mkdir()
        if self.kind == "postgresql":
            postgresql_store.close_all()
            self.server.empty()

    def home(self, name: str) -> Path:
        return self.homes / name

    def connection(self, **more: Any) -> dict[str, Any]:
        return self.simulator.connection(**more)

    def options(self, wish: dict[str, Any], *, stored: bool = True, **more: Any) -> dict[str, Any]:
        """The options of a task, on a machine with or without the store."""
        store = str(self.directory) if self.kind == "directory" else self.server.bare_url
        return {**wish, **self.connection(**({"state_store": store} if stored else {})), **more}

    @property
    def environ(self) -> dict[str, str]:
        return {"SINCH_PORTING_STATE_STORE": self.server.url} if self.kind == "postgresql" else {}

    @property
    def live(self) -> list[Any]:
        return [order for order in self.simulator.orders if order.status not in ("CANCELED", "PENDING_CANCELATION")]
