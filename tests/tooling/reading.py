# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that check the sources: format, types, ansible-lint, changelog, documentation."""

from __future__ import annotations

import shutil
from collections import Counter

import links
import machine
import paths
import website
from outcomes import Outcome, judge_check
from runner import Step

PLUGINS = "ansible_collections.sinch.porting.plugins"


def _tool(name: str, *command: str, **variables: str) -> Step:
    return Step(name, lambda: judge_check(machine.run_in(machine.tools_environment(), *command, **variables)))


def lint() -> list[Step]:
    """All linters; each counts as one check."""
    return [
        _tool("ansible-lint", "ansible-lint", "--offline", "--strict", "--nocolor", "-q"),
        _tool("types", "mypy", "-p", f"{PLUGINS}.module_utils", "-p", f"{PLUGINS}.plugin_utils"),
        _tool("types of the tooling", "mypy", "tests/tooling", MYPYPATH=str(paths.ROOT / "tests" / "tooling")),
        _tool("ruff", "ruff", "check"),
        _tool("format", "ruff", "format", "--check", "--diff"),
        _tool("changelog", "antsibull-changelog", "lint"),
        _tool("documentation", *_documentation_lint()),
        _tool("options", "python", "tests/tooling/option_keys.py", "--check"),
    ]


def _documentation_lint() -> tuple[str, ...]:
    return ("antsibull-docs", "lint-collection-docs", "--plugin-docs", "--skip-rstcheck", ".")


def docs() -> Step:
    """Build the documentation site. Sphinx treats warnings as errors, and every link is checked."""

    def run() -> Outcome:
        source, site = paths.BUILD / "docs-source", paths.BUILD / "docs"
        shutil.rmtree(source, ignore_errors=True)
        shutil.rmtree(site, ignore_errors=True)
        settings = paths.ROOT / "docs" / "docsite" / "sphinx"
        shutil.copytree(settings, source)
        pages = source / "collections"
        pages.mkdir()
        tools = machine.tools_environment()
        words = ["--use-current", "--no-indexes", "--squash-hierarchy", "--fail-on-error"]
        generated = machine.run_in(
            tools, "antsibull-docs", "collection", *words, "--dest-dir", str(pages), "sinch.porting"
        )
        if generated.code:
            return judge_check(generated)
        website.assemble(paths.ROOT, source, (settings / "contents.md").read_text(encoding="utf-8"))
        built = machine.run_in(tools, "sphinx-build", "-q", "-W", "--keep-going", str(source), str(site))
        if built.code:
            return judge_check(built)
        count, problems = links.check_site(site)
        return Outcome(int(not problems), len(problems), "\n".join(problems), figures=Counter({"links": count}))

    return Step("docs", run)
