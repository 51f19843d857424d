# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that build the artifact and test what was built."""

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

# The playbook that sets up AWX needs awx.awx, which the collection does not ask everybody to have. In the checkout
# .ansible-lint names its modules; that file is not in the artifact.
FOREIGN_MODULE = (
    r"(?!WARNING: extensions/awx/\S+ syntax-check\[unknown-module\]: couldn't resolve module/action 'awx\.awx\.)"
)


def build_artifact(name: str) -> Path:
    """Build what git knows into a folder of its own and return the archive's path; the steps run side by side."""
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
    """Writes the changelog of the version that galaxy.yml names; once more, if that was written before."""

    def run() -> Outcome:
        # The tool would copy the whole checkout, with all that was built in it, if it was not in a collection's place.
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
    """Installs the archive as a user would and works with it, without the checkout's docs and tests."""
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
        # The importer takes what ansible-lint and its own looser checks found for warnings.
        warned = re.search(rf"^{FOREIGN_MODULE}(WARNING|ERROR)", ended.output, re.MULTILINE) is not None
        return judge_check(Ended(code=ended.code or int(warned), output=ended.output))

    return Step("galaxy-importer", run)


def builder() -> Step:
    """What ansible-builder makes of meta/execution-environment.yml, up to where a container engine is needed."""

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
