# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: sinch_portin_orders
short_description: Port-in orders at Sinch as hosts
version_added: 1.0.0
author:
  - The sinch.porting maintainers (@sinch-porting)
description:
  - Makes each port-in order a host, so that C(forks), C(--limit) and AWX job slicing work on orders, and a scheduled
    sync keeps the list current.
  - A host is named after its order's reference, or else its id. If several orders have the same reference, the live one
    gets the name, and the others have their id appended.
  - The variable C(sinch_portin_order) of a host has these keys of the fact of that name, C(id), C(status),
    C(customer_order_reference), C(desired_port_schedule), C(on_demand_activation) and C(created_date). In addition it
    has C(status_counts) (how many numbers have each status), C(foc_dates), C(phone_number_groups) (each with C(name),
    C(foc_dates) and C(status_counts)) and, without O(details), C(quantities). It contains no secrets, names or
    addresses.
  - The connection of the hosts is C(local), with the Python that Ansible runs on, because tasks for an order run on the
    controller.
  - All hosts are in the group C(portin_orders), and each in groups such as C(portin_status_confirmed) (the status of
    the order), C(portin_numbers_rejected) (orders with a number in that status) and C(portin_group_gw_verizon_grp1)
    (orders with numbers in that activation group).
  - The file's name must end in C(sinch_portin_orders.yml) or C(sinch_portin_orders.yaml).
extends_documentation_fragment:
  - sinch.porting.connection
  - constructed
  - inventory_cache
options:
  plugin:
    description: Marks the file as a source for this plugin.
    type: str
    required: true
    choices: [sinch.porting.sinch_portin_orders]
  project_id:
    description: Id of the Sinch project that owns the orders.
    type: str
    env:
      - name: SINCH_PROJECT_ID
  order_status:
    description: The statuses of the orders that become hosts. An empty list includes all statuses.
    type: list
    elements: str
    choices: [PENDING, CONFIRMED, COMPLETED, CANCELED]
    default: [PENDING, CONFIRMED]
  base_reference:
    description:
      - Only orders with exactly this reference, or with the running number of a plan or of a resubmission added to it.
    type: str
    aliases: [reference]
  customer_order_reference:
    description: Only orders with exactly this reference.
    type: str
  phone_number:
    description: Only orders with this number.
    type: str
  created_date_start:
    description: Only orders created at this time or later; a date, or a date-time in UTC.
    type: str
  created_date_end:
    description: Only orders created at this time or earlier; a date, or a date-time in UTC.
    type: str
  foc_start_date:
    description: Only orders with a FOC date at this time or later; a date, or a date-time in UTC.
    type: str
  foc_end_date:
    description: Only orders with a FOC date at this time or earlier; a date, or a date-time in UTC.
    type: str
  details:
    description:
      - Whether to read each order in full, which takes one request per order, four at a time. Without it there are no
        FOC dates, no statuses of numbers and no activation groups.
    type: bool
    default: true
  with_numbers:
    description:
      - Whether C(sinch_portin_order) also has C(phone_numbers) and C(number_statuses), like the fact. With thousands
        of numbers, variables get slow and large.
    type: bool
    default: false
  limit:
    description: Maximum number of orders that become hosts. If there are more, a warning is shown.
    type: int
seealso:
  - module: sinch.porting.sinch_portin_order_info
"""

EXAMPLES = r"""
# portin_orders/sinch_portin_orders.yml, with the credentials in the environment.
# With this line alone every order is a host.
plugin: sinch.porting.sinch_portin_orders
# The orders of one move, with groups of one's own
base_reference: move-berlin
order_status: [PENDING, CONFIRMED, COMPLETED]
keyed_groups:
  - prefix: foc
    key: sinch_portin_order.foc_dates
groups:
  on_demand: sinch_portin_order.on_demand_activation
  without_foc: not sinch_portin_order.foc_dates
compose:
  ported: sinch_portin_order.status_counts.ACTIVATED | default(0)
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/sinch_portin_orders
cache_timeout: 900
"""

import difflib
import hashlib
import json
import os
from contextlib import suppress
from typing import Any

import ansible.template
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.unsafe_proxy import wrap_var

from ansible_collections.sinch.porting.plugins.module_utils._base import libraries
from ansible_collections.sinch.porting.plugins.module_utils._base.context import Options
from ansible_collections.sinch.porting.plugins.module_utils._base.plain import plain
from ansible_collections.sinch.porting.plugins.module_utils._base.redaction import is_secret
from ansible_collections.sinch.porting.plugins.module_utils._fleet.references import belongs
from ansible_collections.sinch.porting.plugins.module_utils._model.options import ConnectionOptions
from ansible_collections.sinch.porting.plugins.module_utils._run.run import run
from ansible_collections.sinch.porting.plugins.module_utils._tasks import portin_order_info
from ansible_collections.sinch.porting.plugins.plugin_utils._hosts import (
    GROUP,
    Variable,
    name_groups,
    name_hosts,
    order_variable,
)

# Asked of the service, apart from the statuses, of which it takes one at a time.
_ASKED = (*(name for name in portin_order_info.FILTERS if name != "order_status"), "limit")
_NAMES = ("sinch_portin_orders.yml", "sinch_portin_orders.yaml")

# A play on these hosts runs where Ansible does, with its Python, whatever the machine of the sync was.
_VARIABLES = {
    "ansible_connection": "local",
    "ansible_python_interpreter": getattr(ansible.template, "trust_as_template", str)("{{ ansible_playbook_python }}"),
}


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    NAME = "sinch.porting.sinch_portin_orders"

    def verify_file(self, path: str) -> bool:
        return bool(super().verify_file(path)) and path.endswith(_NAMES)

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        super().parse(inventory, loader, path, cache)
        if libraries.missing():
            names = " and ".join(name for name, dummy in libraries.missing())
            raise AnsibleParserError(f"{self.NAME} needs {names} in the Python that Ansible runs on.")
        config = self._read_config_data(path)
        self._refuse_unknown(config, path)
        for name, variable in name_hosts(self._variables(config, path, cache)).items():
            self._add(name, variable)

    def _refuse_unknown(self, config: Options, path: str) -> None:
        """Ansible passes over options that a plugin does not have; a filter that is misspelled filters nothing."""
        others = {
            alias: name for name, option in self.option_definitions.items() for alias in option.get("aliases") or ()
        }
        known = {*self.get_options(), *others}
        for name in config:
            if others.get(name) in config:
                raise AnsibleParserError(
                    f"{path}: {name} is an alias of {others[name]}, which is also given. Give only one."
                )
            if name not in known:
                close = difflib.get_close_matches(str(name), known, n=1)
                hint = f" Did you mean {close[0]}?" if close else ""
                raise AnsibleParserError(f"{path}: {name} is not an option of {self.NAME}.{hint}")

    def _variables(self, config: Options, path: str, cache: bool) -> list[Variable]:
        """The variable of each order, from the cache if it may be, and is, used."""
        arguments = self._arguments(config)
        self.load_cache_plugin()
        key = f"{self.get_cache_key(path)}_{self._digest(arguments)}"
        if self.get_option("cache") and cache:
            with suppress(KeyError):
                return list(self._cache[key])
        variables = self._read(arguments, path)
        if self.get_option("cache"):
            self._cache[key] = variables
        return variables

    def _digest(self, arguments: Options) -> str:
        """Other questions have other answers. No credential is part of it."""
        asked = {name: value for name, value in arguments.items() if not is_secret(name)}
        options = {name: self.get_option(name) for name in ("order_status", "base_reference", "with_numbers")}
        environment = [os.environ.get(name) for name in ("SINCH_PROJECT_ID", "SINCH_PORTING_API_URL")]
        text = json.dumps(plain([asked, options, environment]), sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def _arguments(self, config: Options) -> Options:
        """The options of sinch_portin_order_info, each as the file has it; the environment gives the rest."""
        given = {name: value for name, value in config.items() if value is not None}
        connection = {name: self._templated(given[name]) for name in ConnectionOptions.model_fields if name in given}
        if connection.get("ca_path"):
            connection["ca_path"] = self.get_option("ca_path")
        asked = {name: given[name] for name in _ASKED if name in given}
        return plain({**connection, **asked, "details": self.get_option("details")})

    def _templated(self, value: Any) -> Any:
        """A credential may come from a look-up, or be vaulted."""
        return self.templar.template(value)

    def _read(self, arguments: Options, path: str) -> list[Variable]:
        # By id: an order may have moved to the next status while the lists are read.
        entries: dict[str, Any] = {}
        for status in self.get_option("order_status") or [None]:
            result = run(
                portin_order_info.TASK,
                {**arguments, "order_status": plain(status)},
                check_mode=False,
                diff=False,
                environ=os.environ,
                say=self.display.vvv,
            )
            for warning in result.get("warnings", ()):
                self.display.warning(f"{path}: {warning}")
            if result.get("failed"):
                raise AnsibleParserError(f"{path}: {result['msg']}")
            entries |= {str(order["id"]): order for order in result["orders"]}
        base = self.get_option("base_reference")
        return [
            order_variable(order, with_numbers=self.get_option("with_numbers"))
            for order in entries.values()
            if base is None or belongs(str(order.get("customer_order_reference") or ""), str(base))
        ]

    def _add(self, name: str, variable: Variable) -> None:
        self.inventory.add_group(GROUP)
        self.inventory.add_host(name, group=GROUP)
        for key, value in _VARIABLES.items():
            self.inventory.set_variable(name, key, value)
        self.inventory.set_variable(name, "sinch_portin_order", _untrusted(variable))
        for group in name_groups(variable):
            self.inventory.add_group(group)
            self.inventory.add_child(GROUP, group)
            self.inventory.add_host(name, group=group)
        variables = self.inventory.get_host(name).get_vars()
        strict = self.get_option("strict")
        try:
            self._set_composite_vars(self.get_option("compose"), variables, name, strict=strict)
            variables = self.inventory.get_host(name).get_vars()
            self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict=strict)
            self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict=strict)
        except AnsibleError as error:
            raise AnsibleParserError(f"{name}: {error}") from None


def _untrusted(data: Any) -> Any:
    """What customers and carriers wrote is never taken for a template.

    ansible-core before 2.19 wants it marked, and shows the mark in lists of the inventory: so only where it matters.
    """
    if isinstance(data, dict):
        return {name: _untrusted(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_untrusted(value) for value in data]
    return wrap_var(data) if isinstance(data, str) and "{" in data else data
