# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks that are compared: tasks of the collection, and the uri tasks that people write without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

MODULE = "sinch.porting.sinch_portin_order"
REFERENCE = "{{ wanted.customer_order_reference }}"
Task = dict[str, Any]

# A play that does nothing: only Ansible's start and end.
NOTHING: list[Task] = [{"name": "Nothing", "ansible.builtin.meta": "noop"}]


def ours(**task: Any) -> list[Task]:
    """One task: validation, portability check, search, creation, facts."""
    members = ("customer_order_reference", "desired_port_schedule", "voice_configuration", "phone_numbers")
    return [{"name": "Order", MODULE: {name: f"{{{{ wanted.{name} }}}}" for name in members}, **task}]


def ours_looped(count: int) -> list[Task]:
    members: dict[str, Any] = {
        "customer_order_reference": f"{REFERENCE}-{{{{ item }}}}",
        "desired_port_schedule": "{{ wanted.desired_port_schedule }}",
        "voice_configuration": "{{ wanted.voice_configuration }}",
        # A different number in each iteration.
        "phone_numbers": [
            {
                "phone_number": "+1217221{{ '%04d' | format(item | int) }}",
                "end_user": "{{ wanted.phone_numbers[0].end_user }}",
                "port_out_info": "{{ wanted.phone_numbers[0].port_out_info }}",
            }
        ],
    }
    return [{"name": "Orders", MODULE: members, "loop": f"{{{{ range({count}) | list }}}}"}]


def ours_from_files(name: str, options: Task | None = None, **loop: Any) -> list[Task]:
    return [{"name": "Orders", MODULE: {"src": f"order-{name}.json", **(options or {})}, **loop}]


def uri(**task: Any) -> list[Task]:
    """Three tasks: portability check, search, creation."""
    return [_check(CHECKED, **task), _look_up("{{ wanted.customerOrderReference }}", **task), _create(task)]


CHECKED = {"phoneNumbers": "{{ wanted.phoneNumbers | map(attribute='phoneNumber') | list }}"}


def uri_looped(count: int) -> list[Task]:
    loop = {"loop": f"{{{{ range({count}) | list }}}}"}
    number = "+1217221{{ '%04d' | format(item | int) }}"
    reference = "{{ wanted.customerOrderReference }}-{{ item }}"
    one = {
        "customerOrderReference": reference,
        "desiredPortSchedule": "{{ wanted.desiredPortSchedule }}",
        "voiceConfiguration": "{{ wanted.voiceConfiguration }}",
        "phoneNumbers": [
            {
                "phoneNumber": number,
                "endUser": "{{ wanted.phoneNumbers[0].endUser }}",
                "portOutInfo": "{{ wanted.phoneNumbers[0].portOutInfo }}",
            }
        ],
    }
    return [_check({"phoneNumbers": [number]}, **loop), _look_up(reference, **loop), _create(loop, one)]


def uri_from_files(name: str, **loop: Any) -> list[Task]:
    file = {"headers": _headers(**{"Content-Type": "application/json"}), "remote_src": True}
    return [
        _uri("Check", "/portabilityChecks", loop, method="POST", src=f"{{{{ folder }}}}/check-{name}.json", **file),
        _look_up(f"bench-{name}", **loop),
        _uri("Create", "/orders/portIns", loop, method="POST", src=f"{{{{ folder }}}}/order-{name}.json", **file),
    ]


def uri_read() -> list[Task]:
    """Two tasks: search for the order, and read it."""
    look_up = {**_look_up("{{ wanted.customerOrderReference }}"), "register": "found"}
    return [look_up, _uri("Read", "/orders/portIns/{{ found.json.orders[0].id }}", {})]


def _check(numbers: Any, **task: Any) -> Task:
    return _uri("Check", "/portabilityChecks", task, method="POST", body=numbers, body_format="json")


def _look_up(reference: str, **task: Any) -> Task:
    return _uri("Look up", f"/orders/portIns?customerOrderReference={reference}&pageSize=1000", task)


def _create(task: Task, body: Any = "{{ wanted }}") -> Task:
    return _uri("Create", "/orders/portIns", task, method="POST", body=body, body_format="json")


def _uri(title: str, path: str, task: Task, **options: Any) -> Task:
    options = {"headers": _headers(), "return_content": True, "status_code": [200, 201], **options}
    address = {"url": "{{ api }}/v1/projects/project-1" + path}
    return {"name": title, "ansible.builtin.uri": {**address, **options}, "register": "answer", **task}


def _headers(**more: str) -> dict[str, str]:
    return {"Authorization": "Bearer {{ token }}", **more}


def write(path: Path, tasks: list[Task]) -> Path:
    play = {"name": "Benchmark", "hosts": "subjects", "gather_facts": False, "tasks": tasks}
    path.write_text(yaml.safe_dump([play], sort_keys=False, width=1000))
    return path


def write_inventory(path: Path, hosts: int, *, connection: str, python: str) -> Path:
    variables = {"ansible_connection": connection, "ansible_python_interpreter": python}
    names: dict[str, Any] = {str(index): {} for index in range(hosts)}
    path.write_text(yaml.safe_dump({"subjects": {"hosts": names, "vars": variables}}))
    return path
