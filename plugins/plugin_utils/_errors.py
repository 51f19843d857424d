# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong on the controller before a task runs."""

from __future__ import annotations


class SourceError(Exception):
    """A file that a task names cannot be used. The text is a sentence with the place and the remedy, and no content."""
