# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx's settings for the pages of the plugins. They work offline: no inventory of another site is read."""

from __future__ import annotations

project = "sinch.porting"
copyright = "The sinch.porting maintainers"
extensions = ["sphinx_antsibull_ext"]
html_theme = "sphinx_ansible_theme"
intersphinx_mapping: dict[str, tuple[str, str | None]] = {}
# References to pages of ansible-core can be followed only online.
suppress_warnings = ["ref.ref"]
