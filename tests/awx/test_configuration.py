# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data for AWX: does it fit together, does awx.awx take it, and does AWX make of it what the collection needs?"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import sandbox
from jobs import AWX, HERE, ROOT

OPTIONS = yaml.safe_load((HERE / "awx_options.yml").read_text())
CONNECTION = {
    "controller_config_file",
    "controller_host",
    "controller_oauthtoken",
    "controller_password",
    "controller_username",
    "request_timeout",
    "validate_certs",
}
RECORDER = '''
import json
from ansible.plugins.action import ActionBase

class ActionModule(ActionBase):
    """Stands for a module of awx.awx: notes what it was given."""

    def run(self, tmp=None, task_vars=None):
        with open({record!r}, "a") as stream:
            stream.write(json.dumps([{module!r}, self._task.args]) + "\\n")
        return {{"changed": True}}
'''


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What the playbook asks of each module of awx.awx, by running it with stand-ins that write it down."""
    folder = tmp_path_factory.mktemp("awx")
    record = folder / "record.jsonl"
    plugins = folder / "ansible_collections" / "awx" / "awx" / "plugins"
    for kind in ("action", "modules"):
        (plugins / kind).mkdir(parents=True)
    (plugins.parent / "MANIFEST.json").write_text(
        json.dumps({"collection_info": {"namespace": "awx", "name": "awx", "version": "24.6.1"}})
    )
    for module in OPTIONS:
        (plugins / "action" / f"{module}.py").write_text(RECORDER.format(record=str(record), module=module))
        (plugins / "modules" / f"{module}.py").write_text("")
    finished = subprocess.run(
        [sys.executable, "-m", "ansible.cli.playbook", str(AWX / "configure_awx.yml")],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "ANSIBLE_COLLECTIONS_PATH": str(folder),
            "SINCH_PROJECT_ID": "project-1",
            "SINCH_KEY_ID": "key-1",
            "SINCH_KEY_SECRET": "planted-key-secret-4f1d",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "planted-key-secret" not in finished.stdout + finished.stderr
    found: dict[str, list[dict[str, Any]]] = {}
    for line in record.read_text().splitlines():
        module, arguments = json.loads(line)
        found.setdefault(module, []).append(arguments)
    return found


def test_the_playbook_gives_each_module_options_that_it_has(calls):
    assert set(calls) == set(OPTIONS)
    for module, all_arguments in calls.items():
        for arguments in all_arguments:
            assert set(arguments) <= set(OPTIONS[module]), module
            for name, value in arguments.items():
                kinds = {"dict": dict, "list": list, "bool": (bool, str), "int": (int, str), "str": str}
                assert isinstance(value, kinds[OPTIONS[module][name]]), f"{module} {name}: {value!r}"


def test_the_facts_about_awx_are_those_of_awx():
    """Where awx.awx is installed, its own documentation is compared; elsewhere the note of its version stands."""
    text = (HERE / "awx_options.yml").read_text()
    assert "awx.awx 24.6.1" in text
    if importlib.util.find_spec("ansible_collections.awx") is None:
        return
    for module, options in OPTIONS.items():
        command = [sys.executable, "-m", "ansible.cli.doc", "--json", f"awx.awx.{module}"]
        shown = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        documented = next(iter(shown.values()))["doc"]["options"]
        types = {name: option.get("type", "str") for name, option in documented.items()}
        assert {name: kind for name, kind in types.items() if name not in CONNECTION} == options


def test_every_name_that_is_referred_to_is_there(calls):
    names = {module: {arguments["name"] for arguments in found} for module, found in calls.items()}
    credential = calls["credential"][0]
    assert credential["credential_type"] in names["credential_type"]
    assert set(credential["inputs"]) == {field["id"] for field in calls["credential_type"][0]["inputs"]["fields"]}
    for template in calls["job_template"]:
        assert template["project"] in names["project"]
        assert template["inventory"] in names["inventory"]
        assert template["execution_environment"] in names["execution_environment"]
        assert template["credentials"] == [credential["name"]]
        assert (ROOT / template["playbook"]).is_file()
    for source in calls["inventory_source"]:
        assert (ROOT / source["source_path"]).is_file()
        assert source["inventory"] in names["inventory"]
    for schedule in calls["schedule"]:
        assert schedule["unified_job_template"] in names["job_template"] | names["inventory_source"]
    assert {host["inventory"] for host in calls["host"]} <= names["inventory"]
    sliced = [template for template in calls["job_template"] if template.get("job_slice_count")]
    assert [int(template["job_slice_count"]) for template in sliced] == [len(calls["host"])]


def test_the_workflow_asks_a_person_between_plan_and_apply(calls):
    (workflow,) = calls["workflow_job_template"]
    nodes = {node["identifier"]: node for node in workflow["workflow_nodes"]}
    path, here = [], "plan"
    while here:
        path.append(here)
        following = nodes[here].get("related", {}).get("success_nodes", [])
        here = following[0]["identifier"] if following else ""
    assert path == ["plan", "approval", "apply", "follow"]
    assert nodes["approval"]["unified_job_template"]["type"] == "workflow_approval"
    templates = {arguments["name"] for arguments in calls["job_template"]}
    assert {nodes[name]["unified_job_template"]["name"] for name in ("plan", "apply", "follow")} <= templates


def test_the_surveys_ask_for_variables_that_the_role_has(calls):
    spec = yaml.safe_load((ROOT / "roles" / "port_in" / "meta" / "argument_specs.yml").read_text())
    known = set(spec["argument_specs"]["main"]["options"]) | {"port_in_numbers_csv", "port_in_pin"}
    kinds = {"text", "textarea", "password", "integer", "float", "multiplechoice", "multiselect"}
    for template in calls["job_template"] + calls["workflow_job_template"]:
        questions = template["survey_spec"]["spec"]
        assert questions
        for question in questions:
            assert question["variable"] in known
            assert question["type"] in kinds
            assert question["type"] != "multiplechoice" or question["default"] in question["choices"]


def test_the_templates_of_the_jobs_reach_awx_as_templates(calls):
    given = [template["extra_vars"] for template in calls["job_template"] if "extra_vars" in template]
    assert len(given) >= 4
    assert all("{{" in variables["port_in_port_out_info"] for variables in given)


def test_the_credential_becomes_an_environment_and_nothing_else(calls):
    """By AWX's rules: each injector is a template of the fields, rendered in Jinja's sandbox."""
    (kind,) = calls["credential_type"]
    fields = {field["id"]: f"value of {field['id']}" for field in kind["inputs"]["fields"]}
    secret = {field["id"] for field in kind["inputs"]["fields"] if field.get("secret")}
    assert secret == {"key_secret"}
    assert set(kind["injectors"]) == {"env"}
    engine = sandbox.ImmutableSandboxedEnvironment()
    rendered = {name: engine.from_string(text).render(fields) for name, text in kind["injectors"]["env"].items()}
    assert rendered == {
        "SINCH_PROJECT_ID": "value of project_id",
        "SINCH_KEY_ID": "value of key_id",
        "SINCH_KEY_SECRET": "value of key_secret",
        "SINCH_PORTING_API_URL": "value of api_url",
        "SINCH_AUTH_URL": "value of auth_url",
    }
    fragment = (ROOT / "plugins" / "doc_fragments" / "connection.py").read_text()
    assert set(rendered) <= set(re.findall(r"E\((SINCH_\w+)\)", fragment))


@pytest.mark.parametrize("definition", ["extensions/awx/execution-environment.yml", "collection"])
def test_ansible_builder_makes_a_context_of_the_execution_environment(tmp_path: Path, definition: str):
    bin_folder = Path(sys.executable).parent
    context = tmp_path / "context"
    if definition == "collection":
        link = tmp_path / "ansible_collections" / "sinch" / "porting"
        link.parent.mkdir(parents=True)
        link.symlink_to(ROOT)
        command = ["introspect", str(tmp_path)]
        expected = ["requests>=2.31", "pydantic>=2.0"]
    else:
        command = ["create", "-f", str(ROOT / definition), "-c", str(context)]
        expected = []
    finished = subprocess.run(
        [str(bin_folder / "ansible-builder"), *command], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    output = finished.stdout + finished.stderr
    assert finished.returncode == 0, output
    assert all(requirement in output for requirement in expected), output
    assert definition == "collection" or "sinch.porting" in (context / "_build" / "requirements.yml").read_text()
