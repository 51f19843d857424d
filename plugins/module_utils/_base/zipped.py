# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes Python compile each file of a module once. Modules call it before they import the rest of the collection.

Ansible sends a module and its files as a zip file, in which nothing is compiled. Python's own importer of such files
compiles each of them twice, to find it and to run it. The second time took a tenth of a module's task.

This file also loads on a Python that is too old for the rest.
"""

from __future__ import annotations

import sys
import zipimport
from types import CodeType


class CompilingOnce(zipimport.zipimporter):
    """Python's importer of a zip file, which keeps what it has compiled."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._compiled: dict[str, CodeType] = {}

    def get_code(self, fullname: str) -> CodeType:
        if fullname not in self._compiled:
            self._compiled[fullname] = super().get_code(fullname)
        return self._compiled[fullname]

    def get_filename(self, fullname: str) -> str:
        return self.get_code(fullname).co_filename


def compile_once() -> None:
    """Imports from zip files by ``CompilingOnce`` from now on, in this process."""
    if CompilingOnce in sys.path_hooks:
        return
    sys.path_hooks.insert(0, CompilingOnce)
    for path, importer in list(sys.path_importer_cache.items()):
        if isinstance(importer, zipimport.zipimporter):
            del sys.path_importer_cache[path]
