# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx's settings for the site. They work offline: no inventory of another site is read.

tests/tooling/website.py puts the pages beside this file; contents.md ends the first one.
"""

from __future__ import annotations

project = "sinch.porting"
copyright = "The sinch.porting maintainers"
extensions = ["myst_parser", "sphinx_antsibull_ext"]
exclude_patterns = ["contents.md"]
html_theme = "sphinx_ansible_theme"
html_title = "sinch.porting"
html_show_sourcelink = False
html_theme_options = {
    "documentation_home_url": "https://github.com/sinch/ansible-collection-porting",
    "topbar_links": {
        "Repository": "https://github.com/sinch/ansible-collection-porting",
        "Issues": "https://github.com/sinch/ansible-collection-porting/issues",
        "Ansible forum": "https://forum.ansible.com/c/help/6",
    },
    "show_extranav": False,
    "show_rtd_ethical_ads": False,
}
myst_heading_anchors = 4  # headings get the anchors that they have on GitHub
intersphinx_mapping: dict[str, tuple[str, str | None]] = {}
# References to pages of ansible-core can be followed only online; examples are YAML with Jinja in it.
suppress_warnings = ["ref.ref", "misc.highlighting_failure"]
