# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why records cannot be read."""

from __future__ import annotations


class RecordsError(ValueError):
    """The text follows the file's name, says what to do, and quotes no values."""
