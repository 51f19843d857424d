# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generates docs/rules.md from the rules: ``python tests/tooling/rules_page.py``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import Rule

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "rules.md"

INTRODUCTION = """\
<!--
Copyright: (c) 2026, The sinch.porting maintainers
GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
This page is generated from the rules. Do not edit it: run python tests/tooling/rules_page.py
-->

# Rules

Before anything is sent, an order is checked against these rules, all at once. Each problem is a finding with the rule's
id, its severity, the place in the input and a remedy. An `error` stops the task; a `warn` is shown as a warning; a rule
that is `off` is not looked at unless it is switched on.

The option `rules` changes the severity of any rule but those marked as fixed:

```yaml
rules:
  port-date-holiday: error
  number-fictional: "off"
```

The libraries `phonenumbers` and `holidays` are optional. Where one is missing, the finding `library-missing` says what
could not be checked.

Problems with the options of a task itself, such as `missing-option` or `connection-option`, are reported in the same
way. They are no rules, and their severity is fixed.
"""

GROUPS = {
    "sinch": ("Documented by Sinch", "What the API's documentation asks for."),
    "logic": ("Logic", "What cannot be right, whatever anybody documents."),
    "standard": ("Standards and regulation", "What a numbering plan, a postal service or a regulator lays down."),
    "custom": ("Custom", "What is usual among carriers, or usually a slip. True values can break these rules."),
}


def render(rules: Iterable[Rule]) -> str:
    """The page, with a table for each group of rules."""
    sections = [INTRODUCTION]
    by_group: dict[str, list[Rule]] = {group: [] for group in GROUPS}
    # Sorted by name, because the order of declaration depends on the imports.
    for rule in sorted(rules, key=lambda rule: rule.id):
        by_group[rule.group].append(rule)
    for group, (title, sentence) in GROUPS.items():
        rows = "\n".join(map(_row, by_group[group]))
        header = "| rule | severity | what is found | source |\n| --- | --- | --- | --- |"
        sections.append(f"## {title}\n\n{sentence}\n\n{header}\n{rows}\n")
    return "\n".join(sections)


def _row(rule: Rule) -> str:
    severity = f"{rule.severity}, fixed" if rule.fixed else rule.severity
    cells = (f"`{rule.id}`", severity, rule.summary, rule.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    import paths

    paths.link_checkout()
    sys.path.insert(0, str(paths.TREE))
    # The catalog imports all files that declare rules.
    from ansible_collections.sinch.porting.plugins.module_utils._rules import catalog  # noqa: F401
    from ansible_collections.sinch.porting.plugins.module_utils._rules.rule import RULES

    PAGE.write_text(render(RULES.values()), encoding="utf-8")


if __name__ == "__main__":
    main()
