# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data for AWX: is it consistent, does awx.awx accept it, and does AWX make of it what the collection needs?"""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import credential_types, injected
from jinja2 import StrictUndefined, sandbox
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
    """Replaces a module of awx.awx, and records its arguments."""

    def run(self, tmp=None, task_vars=None):
        with open({record!r}, "a") as stream:
            stream.write(json.dumps([{module!r}, self._task.args]) + "\\n")
        return {{"changed": True}}
'''


LOOKUP = '''
import os
from ansible.plugins.lookup import LookupBase

DOCUMENTATION = "name: controller_api\\nshort_description: x\\ndescription: x"

class LookupModule(LookupBase):
    """Replaces a query to AWX: the credential exists, or not."""

    def run(self, terms, variables=None, **options):
        return [{}] * int(os.environ["CREDENTIALS_IN_AWX"])
'''
KEY = {"SINCH_PROJECT_ID": "project-1", "SINCH_KEY_ID": "key-1", "SINCH_KEY_SECRET": "planted-key-secret-4f1d"}
STORE = {"SINCH_PORTING_STATE_STORE": "postgresql://porting@db/porting", "PGPASSWORD": "planted-store-password-83"}
MAIL_PASSWORD = "planted-mail-password"
ORGANIZATION = "Telephony"


@dataclass
class Configured:
    """A run of the playbook: its exit code, its output, and the arguments of each module of awx.awx."""

    code: int
    output: str
    calls: dict[str, list[dict[str, Any]]]


def configure(folder: Path, environ: dict[str, str], *, credentials: int = 0, **settings: Any) -> Configured:
    """Run the playbook with stand-ins for the modules of awx.awx that record their arguments."""
    folder.mkdir(exist_ok=True)
    record = folder / "record.jsonl"
    plugins = folder / "ansible_collections" / "awx" / "awx" / "plugins"
    for kind in ("action", "modules", "lookup"):
        (plugins / kind).mkdir(parents=True)
    (plugins.parent / "MANIFEST.json").write_text(
        json.dumps({"collection_info": {"namespace": "awx", "name": "awx", "version": "24.6.1"}})
    )
    for module in OPTIONS:
        (plugins / "action" / f"{module}.py").write_text(RECORDER.format(record=str(record), module=module))
        (plugins / "modules" / f"{module}.py").write_text("")
    (plugins / "lookup" / "controller_api.py").write_text(LOOKUP)
    variables = json.dumps({"sinch_portin_organization": ORGANIZATION, **settings})
    finished = subprocess.run(
        [sys.executable, "-m", "ansible.cli.playbook", str(AWX / "configure_awx.yml"), "-e", variables],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "ANSIBLE_COLLECTIONS_PATH": str(folder),
            "CREDENTIALS_IN_AWX": str(credentials),
            **environ,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=240,
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for line in record.read_text().splitlines():
        module, arguments = json.loads(line)
        found.setdefault(module, []).append(arguments)
    assert KEY["SINCH_KEY_SECRET"] not in finished.stdout
    assert STORE["PGPASSWORD"] not in finished.stdout
    return Configured(finished.returncode, finished.stdout, found)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Configured:
    """A run against an empty AWX, with all settings."""
    done = configure(
        tmp_path_factory.mktemp("whole"),
        KEY | STORE | {"SINCH_PORTIN_MAIL_PASSWORD": MAIL_PASSWORD},
        sinch_portin_followed_reference="hq-move",
        sinch_portin_planners=["ada"],
        sinch_portin_approvers=["grace"],
        sinch_portin_readers=["joan"],
        sinch_portin_mail_to=["porting@example.com"],
        sinch_portin_webhook_url="https://chat.example.com/hook",
        sinch_portin_more_credentials=["Our vault"],
        sinch_portin_state_store_credential="Our store",
        sinch_portin_job_variables={"port_in_reseller_name": "Example"},
    )
    assert done.code == 0, done.output
    return done


@pytest.fixture(scope="module")
def calls(whole: Configured) -> dict[str, list[dict[str, Any]]]:
    """The module calls of the playbook with all settings."""
    return whole.calls


@pytest.fixture(scope="module")
def least(tmp_path_factory: pytest.TempPathFactory) -> Configured:
    """A run against an empty AWX, without settings, and with a state store in the environment."""
    done = configure(tmp_path_factory.mktemp("least"), KEY | STORE)
    assert done.code == 0, done.output
    return done


def test_the_playbook_uses_only_options_that_the_modules_have(calls):
    assert set(calls) == set(OPTIONS)
    for module, all_arguments in calls.items():
        for arguments in all_arguments:
            assert set(arguments) <= set(OPTIONS[module]), module
            for name, value in arguments.items():
                kinds = {"dict": dict, "list": list, "bool": (bool, str), "int": (int, str), "str": str}
                assert isinstance(value, kinds[OPTIONS[module][name]]), f"{module} {name}: {value!r}"


def test_the_assumptions_about_awx_are_those_of_awx():
    """If awx.awx is installed, its own documentation is compared; otherwise only its recorded version is checked."""
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


def test_every_name_that_is_referred_to_exists(calls):
    names = {
        module: {arguments["name"] for arguments in found if "name" in arguments} for module, found in calls.items()
    }
    fields = {kind["name"]: {field["id"] for field in kind["inputs"]["fields"]} for kind in calls["credential_type"]}
    credential, store = calls["credential"]
    assert {each["credential_type"]: set(each["inputs"]) for each in (credential, store)} == fields
    for template in calls["job_template"]:
        assert template["project"] in names["project"]
        assert template["inventory"].removesuffix(f"++{ORGANIZATION}") in names["inventory"]
        assert template["execution_environment"] in names["execution_environment"]
        assert template["credentials"] == [
            f"{credential['name']}++Sinch Porting+cloud++{ORGANIZATION}",
            f"{store['name']}++Sinch Porting state store+cloud++{ORGANIZATION}",
            "Our vault",
        ]
        assert (ROOT / template["playbook"]).is_file()
    for source in calls["inventory_source"]:
        assert (ROOT / source["source_path"]).is_file()
        assert source["inventory"] in names["inventory"]
    for schedule in calls["schedule"]:
        assert schedule["unified_job_template"] in names["job_template"] | names["inventory_source"]
    assert {host["inventory"] for host in calls["host"]} == {
        f"{name}++{ORGANIZATION}" for name in ("Sinch porting", "Sinch porting shares")
    }
    sliced = [template for template in calls["job_template"] if template.get("job_slice_count")]
    assert [int(template["job_slice_count"]) for template in sliced] == [len(calls["group"][0]["hosts"])] == [4]


@pytest.mark.parametrize(
    ("name", "path", "timeout"),
    [
        ("plan, approve, apply, follow", ["plan", "approval", "apply", "follow"], 259200),
        ("activate first, approve, activate the rest", ["first", "approval", "rest"], 43200),
    ],
)
def test_a_workflow_needs_an_approval_before_anything_irreversible(calls, name, path, timeout):
    asked = [
        node for node in calls["workflow_job_template_node"] if node["workflow_job_template"] == f"Port in: {name}"
    ]
    nodes = {node["identifier"]: node for node in asked if "success_nodes" not in node}
    following = {node["identifier"]: node["success_nodes"] for node in asked if "success_nodes" in node}
    way, here = [], path[0]
    while here:
        way.append(here)
        here = following[here][0] if following[here] else ""
    assert way == path
    assert set(nodes) == set(path)
    assert nodes["approval"]["approval_node"]["timeout"] == timeout
    assert "unified_job_template" not in nodes["approval"]
    templates = {arguments["name"] for arguments in calls["job_template"]}
    assert {nodes[each]["unified_job_template"] for each in path if each != "approval"} <= templates


def test_the_activation_workflow_stops_after_its_first_wave(calls):
    """The template of its first job sets that. No survey of the workflow asks for what that job passes on."""
    by_name = {template["name"]: template for template in calls["job_template"] + calls["workflow_job_template"]}
    first, rest = by_name["Port in: activate the first wave"], by_name["Port in: activate"]
    assert first["extra_vars"]["port_in_activation_only_first"] is True
    assert "port_in_activation_only_first" not in rest["extra_vars"]
    workflow = by_name["Port in: activate first, approve, activate the rest"]
    # In AWX, answers to a workflow's survey take precedence over artifacts.
    asked = {question["variable"] for question in workflow["survey_spec"]["spec"]}
    assert asked == {"port_in_reference", "port_in_activation_first"}
    # No survey asks for a file of tasks.
    for template in by_name.values():
        assert "port_in_activation_checks" not in [q["variable"] for q in template["survey_spec"]["spec"]]


def test_the_surveys_ask_only_for_variables_of_the_role(calls):
    spec = yaml.safe_load((ROOT / "roles" / "port_in" / "meta" / "argument_specs.yml").read_text())
    known = set(spec["argument_specs"]["main"]["options"]) | {"port_in_numbers_csv"}
    kinds = {"text", "textarea", "password", "integer", "float", "multiplechoice", "multiselect"}
    for template in calls["job_template"] + calls["workflow_job_template"]:
        questions = template["survey_spec"]["spec"]
        assert questions
        for question in questions:
            assert question["variable"] in known
            assert question["type"] in kinds
            assert question["type"] != "multiplechoice" or question["default"] in question["choices"]


def test_no_template_accepts_variables_at_launch(calls):
    """With such variables, users who may launch a job could make it print its environment."""
    for template in calls["job_template"] + calls["workflow_job_template"]:
        assert template["ask_variables_on_launch"] in (False, "False")
    asked = [name for template in calls["job_template"] for name in template if name.startswith("ask_")]
    assert set(asked) <= {f"ask_{name}_on_launch" for name in ("variables", "job_type", "diff_mode", "verbosity")}


def test_the_variables_of_the_templates_contain_no_jinja(calls):
    """So AWX can be set to refuse Jinja in extra variables. Files that a survey names are in the project."""
    for template in calls["job_template"]:
        assert template["extra_vars"]["port_in_confine_files"] is True
        assert template["extra_vars"]["port_in_reseller_name"] == "Example"
        assert "{{" not in json.dumps(template["extra_vars"])


def test_a_move_can_be_launched_with_pasted_numbers_or_with_a_file(calls):
    optional = {"port_in_numbers_csv", "port_in_numbers_file", "port_in_pin"}
    moves = [each for each in calls["job_template"] + calls["workflow_job_template"] if "plan" in each["name"]]
    assert moves
    for template in moves:
        questions = {question["variable"]: question for question in template["survey_spec"]["spec"]}
        assert optional <= set(questions)
        assert [name for name in optional if questions[name]["required"]] == []


def test_planners_cannot_write(calls):
    """Planners cannot launch what creates, activates or cancels, except the workflow that needs an approval first."""
    rights: dict[str, set[str]] = {}
    for given in calls["role"]:
        for team in given.get("teams", []):
            names = given.get("job_templates", []) + given.get("workflows", []) + given.get("inventories", [])
            rights.setdefault(f"{team}: {given['role']}", set()).update(names)
    templates = {template["name"] for template in calls["job_template"]}
    workflows = {workflow["name"] for workflow in calls["workflow_job_template"]}
    assert rights == {
        "Port-in planners: execute": {
            f"Port in: {name}" for name in ("check", "plan", "follow", "report", "plan, approve, apply, follow")
        },
        "Port-in planners: read": templates | workflows | {"Sinch porting orders"},
        "Port-in approvers: execute": templates | workflows,
        "Port-in approvers: approval": workflows,
        "Port-in approvers: read": {"Sinch porting orders"},
        "Port-in readers: read": templates | workflows | {"Sinch porting orders"},
    }
    members = {given["target_teams"][0]: given["users"] for given in calls["role"] if "users" in given}
    assert members == {"Port-in planners": ["ada"], "Port-in approvers": ["grace"], "Port-in readers": ["joan"]}
    given = {name for role in calls["role"] for name in role}
    assert given & {"credential", "credentials", "project", "projects", "organization", "organizations"} == set()


def test_messages_contain_no_survey_answer(calls):
    """AWX's default texts end with all variables of the job."""
    allowed = {
        "job.name",
        "job.status",
        "url",
        "approval_node_name",
        "workflow_url",
        "job.artifacts.port_in_totals.percent",
    }
    allowed |= {"job.artifacts.port_in_totals.wanted", "job.artifacts.port_in_attention"}
    assert {template["notification_type"] for template in calls["notification_template"]} == {"email", "webhook"}
    for template in calls["notification_template"]:
        messages = template["messages"]
        assert set(messages) == {"started", "success", "error", "workflow_approval"}
        assert set(messages["workflow_approval"]) == {"running", "approved", "denied", "timed_out"}
        used = set(re.findall(r"{{ ([\w.]+) }}", json.dumps(messages)))
        assert "workflow_url" in used
        assert used <= allowed
    named = {f"Port-in {kind}++{ORGANIZATION}" for kind in ("mail", "webhook")}
    for workflow in calls["workflow_job_template"]:
        assert set(workflow["notification_templates_approvals"]) == named
    assert all(set(template["notification_templates_error"]) == named for template in calls["job_template"])


@pytest.mark.parametrize("kind", ["email", "webhook"])
def test_messages_can_be_rendered(calls, kind):
    """They are rendered as AWX does to check them, with a job without artifacts and with one that has counts."""
    (template,) = [each for each in calls["notification_template"] if each["notification_type"] == kind]
    engine = sandbox.ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    totals = {"percent": 31, "wanted": 122}
    for artifacts, part in (({}, "is successful."), ({"port_in_totals": totals, "port_in_attention": 2}, "person: 2.")):
        job = {"name": "Port in: report", "status": "successful", "artifacts": artifacts}
        text = engine.from_string(template["messages"]["success"]["body"]).render(
            job=job, url="https://awx.example.com/1"
        )
        text = json.loads(text)["text"] if kind == "webhook" else text
        assert part in text
        assert "https://awx.example.com/1" in text


def test_schedules_begin_at_once_and_the_nightly_one_needs_a_move(calls, least):
    today = datetime.date.today().strftime("%Y%m%d")
    assert {schedule["name"] for schedule in calls["schedule"]} == {
        "Orders at Sinch, hourly",
        "Port in report, nightly",
    }
    for schedule in calls["schedule"]:
        assert re.findall(r"DTSTART:(\d{8})T", schedule["rrule"])[0] < today
    assert [schedule["name"] for schedule in least.calls["schedule"]] == ["Orders at Sinch, hourly"]
    assert "notification_template" not in least.calls
    assert all(not given.get("users") for given in least.calls["role"])


def test_without_a_credential_and_a_key_the_playbook_says_what_to_do(tmp_path):
    """By then it has created the credential type, so the credential can be created by hand."""
    done = configure(tmp_path, {"SINCH_PROJECT_ID": "project-1"})
    assert done.code == 2
    text = " ".join(done.output.split())
    assert 'has no credential "Sinch Porting"' in text
    assert "the environment lacks SINCH_KEY_ID, SINCH_KEY_SECRET. Set them, or create the credential in AWX" in text
    assert set(done.calls) == {"organization", "team", "credential_type"}


def test_a_state_store_has_a_credential_if_a_setting_names_one(tmp_path, least):
    wanted = {"sinch_portin_state_store_credential": "Our store"}
    done = configure(tmp_path / "none", KEY, **wanted)
    assert done.code == 2
    assert 'has no credential "Our store"' in " ".join(done.output.split())
    assert "lacks SINCH_PORTING_STATE_STORE" in " ".join(done.output.split())
    assert "credential" not in done.calls
    url = "postgresql://porting:planted-store-password-83@db/porting"
    done = configure(tmp_path / "password", KEY | {"SINCH_PORTING_STATE_STORE": url}, **wanted)
    assert done.code == 2
    assert "SINCH_PORTING_STATE_STORE contains a password" in " ".join(done.output.split())
    assert "credential" not in done.calls
    assert [given["name"] for given in least.calls["credential"]] == ["Sinch Porting"]
    assert [len(template["credentials"]) for template in least.calls["job_template"]] == [1] * 10


@pytest.mark.parametrize("environ", [KEY, {}])
def test_an_existing_credential_is_left_alone(tmp_path, environ):
    done = configure(tmp_path, environ, credentials=1)
    assert done.code == 0, done.output
    assert "credential" not in done.calls
    assert "job_template" in done.calls


@pytest.mark.parametrize("credential", ["", "Our git"])
def test_a_project_without_a_credential_has_no_such_entry(tmp_path: Path, credential: str):
    """infra.aap_configuration reads the data itself, and looks for a credential of an empty name, too."""
    play = {
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [
            {"ansible.builtin.include_vars": {"dir": str(AWX / "data"), "extensions": ["yml"]}},
            {
                "ansible.builtin.copy": {
                    "dest": str(tmp_path / "found"),
                    "content": "{{ controller_projects | to_json }}",
                }
            },
        ],
    }
    (tmp_path / "play.yml").write_text(json.dumps([play]))
    words = [str(tmp_path / "play.yml"), "-e", json.dumps({"sinch_portin_project_credential": credential})]
    finished = subprocess.run(
        [sys.executable, "-m", "ansible.cli.playbook", *words],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert finished.returncode == 0, finished.stdout
    (project,) = json.loads((tmp_path / "found").read_text())
    assert [value for name, value in project.items() if name == "credential"] == [credential] * bool(credential)
    assert all(value not in ("", None) for value in project.values())


def test_the_password_of_a_mail_server_is_not_printed(whole):
    assert MAIL_PASSWORD not in whole.output
    (mail,) = [each for each in whole.calls["notification_template"] if each["notification_type"] == "email"]
    assert (mail["state"], mail["notification_configuration"]["password"]) == ("exists", MAIL_PASSWORD)


def test_the_defaults_are_those_of_this_release():
    """The tags of the project and of the image. Increase sinch_portin_version together with galaxy.yml."""
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text())
    settings = yaml.safe_load((AWX / "data" / "settings.yml").read_text())
    assert settings["sinch_portin_version"] == galaxy["version"]


# SHA-256 of the JSON of each credential type's inputs.
INPUTS = {
    "Sinch Porting": "9877b979fbf9f0e995aff0b4650662b389c1d8c1424819f0e58e60b0e43f4128",
    "Sinch Porting state store": "0b6215aa6f4432699cb31467e095a188376f48f1a3b11a584587603d3692eceb",
}


def test_the_inputs_of_credential_types_stay_as_they_are():
    """AWX refuses any change of them, even of a label, if a credential exists. The playbook would fail there."""
    found = {
        name: hashlib.sha256(json.dumps(each["inputs"], sort_keys=True).encode()).hexdigest()
        for name, each in credential_types().items()
    }
    assert found == INPUTS


def test_the_credential_becomes_an_environment_and_nothing_else(calls):
    """By AWX's rules: each injector is a template over the fields, rendered in Jinja's sandbox."""
    kind, dummy = calls["credential_type"]
    fields = {field["id"]: f"value of {field['id']}" for field in kind["inputs"]["fields"]}
    defaults = {field["id"]: field["default"] for field in kind["inputs"]["fields"] if "default" in field}
    assert defaults.items() <= calls["credential"][0]["inputs"].items()
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


def test_the_credential_of_a_state_store_becomes_an_environment_and_nothing_else(calls):
    dummy, kind = calls["credential_type"]
    assert {field["id"] for field in kind["inputs"]["fields"] if field.get("secret")} == {"password"}
    assert set(kind["injectors"]) == {"env"}
    fields = {"state_store": "/srv/porting", "password": "word"}
    assert injected("Sinch Porting state store", **fields) == {
        "SINCH_PORTING_STATE_STORE": "/srv/porting",
        "PGPASSWORD": "word",
        "SINCH_PORTING_REQUIRE_SHARED_STATE": "true",
    }
    fragment = (ROOT / "plugins" / "doc_fragments" / "state.py").read_text()
    assert set(kind["injectors"]["env"]) <= set(re.findall(r"E\((\w+)\)", fragment))
    definition = yaml.safe_load((AWX / "execution-environment.yml").read_text())
    assert any(requirement.startswith("psycopg[binary]") for requirement in definition["dependencies"]["python"])


@pytest.mark.parametrize("definition", ["extensions/awx/execution-environment.yml", "collection"])
def test_ansible_builder_accepts_the_execution_environment(tmp_path: Path, definition: str):
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
