# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that build the artifact and test it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import copies
import environments
import installed
import machine
import paths
import processes
from outcomes import Outcome, judge_check
from processes import Ended
from runner import Step

IMPORTER = """\
[galaxy-importer]
ansible_lint_serialize = True
check_changelog = True
check_required_tags = True
offline_ansible_lint = True
require_v1_or_greater = True
run_ansible_doc = True
run_ansible_lint = True
run_ansible_test = False
"""

# The playbook that sets up AWX needs awx.awx, which is not a dependency of the collection. In the checkout
# .ansible-lint lists its modules, but that file is not in the artifact.
FOREIGN_MODULE = (
    r"(?!WARNING: extensions/awx/\S+ syntax-check\[unknown-module\]: couldn't resolve module/action 'awx\.awx\.)"
)


def build_artifact(name: str) -> Path:
    """Build the artifact from the files that git tracks; return its path. Steps run in parallel: each has a folder."""
    folder = paths.ARTIFACTS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tools = environments.make(machine.run_environment())
    ended = processes.run(
        ["ansible-galaxy", "collection", "build", "--output-path", str(folder)],
        environ=processes.make_environ(tools),
        cwd=copies.copy_checkout(f"artifact-{name}"),
    )
    archives = sorted(folder.glob("*.tar.gz"))
    if ended.code or len(archives) != 1:
        raise RuntimeError(f"ansible-galaxy made {len(archives)} archives:\n{ended.output}")
    return archives[0]


def changelog() -> Step:
    """Write the changelog of the version in galaxy.yml, replacing that of an earlier call."""

    def run() -> Outcome:
        # Outside a collection path the tool would copy the whole checkout, including the build folder.
        copy = copies.copy_checkout("changelog")
        ended = processes.run(
            ["antsibull-changelog", "release", "--update-existing", "--reload-plugins"],
            environ=processes.make_environ(environments.make(machine.tools_environment())),
            cwd=copy,
        )
        if ended.code == 0:
            for name in ("CHANGELOG.md", "changelogs/changelog.yaml"):
                shutil.copy2(copy / name, paths.ROOT / name)
            for fragment in (paths.ROOT / "changelogs" / "fragments").iterdir():
                if not (copy / "changelogs" / "fragments" / fragment.name).exists():
                    fragment.unlink()
        return judge_check(ended)

    return Step("changelog", run)


def artifact() -> Step:
    """Install the archive as a user would and use it, without the checkout's docs and tests."""
    return Step("artifact", lambda: installed.check(build_artifact("installed")))


def importer() -> Step:
    def run() -> Outcome:
        archive = build_artifact("imported")
        configuration = archive.parent / "galaxy-importer.cfg"
        configuration.write_text(IMPORTER, encoding="utf-8")
        tools = environments.make(machine.tools_environment())
        ended = processes.run(
            ["python", "-m", "galaxy_importer.main", str(archive)],
            environ=processes.make_environ(tools, GALAXY_IMPORTER_CONFIG=str(configuration)),
            cwd=archive.parent,
        )
        # The importer reports findings of ansible-lint and of its own weaker checks as warnings.
        warned = re.search(rf"^{FOREIGN_MODULE}(WARNING|ERROR)", ended.output, re.MULTILINE) is not None
        return judge_check(Ended(code=ended.code or int(warned), output=ended.output))

    return Step("galaxy-importer", run)


def builder() -> Step:
    """Run ansible-builder on meta/execution-environment.yml, up to the point that needs a container engine."""

    def run() -> Outcome:
        tools = environments.make(machine.tools_environment())
        folder = paths.BUILD / "execution-environment"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        definition = folder / "execution-environment.yml"
        archive = build_artifact("execution-environment")
        definition.write_text(installed.describe_execution_environment(archive), encoding="utf-8")
        environ = processes.make_environ(tools)
        created = processes.run(
            ["ansible-builder", "create", "-f", str(definition), "-c", str(folder / "context")],
            environ=environ,
            cwd=folder,
        )
        if created.code:
            return judge_check(created)
        introspected = processes.run(["ansible-builder", "introspect", str(paths.TREE)], environ=environ)
        missing = [
            name for name in ("requests", "pydantic", "phonenumbers", "holidays") if name not in introspected.output
        ]
        complaint = f"\nansible-builder did not find {', '.join(missing)}" if missing else ""
        return Outcome(int(not missing), int(bool(missing)), introspected.output + complaint)

    return Step("ansible-builder", run)
