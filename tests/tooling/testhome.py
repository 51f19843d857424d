# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ansible-test needs in its home, so that it gets its packages from where pip gets them, and from nowhere else.

It takes pip's variables out of the environment of its own virtual environments, and fetches the script that puts pip
into them from a host that is no package registry.
"""

from __future__ import annotations

import configparser
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import paths

if TYPE_CHECKING:
    from pythons import Pairing

# The version in the name of the script, which ansible-test looks for in its cache before it fetches it.
BOOTSTRAP_VERSIONS = {
    "2.16": "23_1_2",
    "2.17": "23_1_2",
    "2.18": "24_2",
    "2.19": "24_2",
    "2.20": "25_2",
    "2.21": "25_2",
}

BOOTSTRAP = Path(__file__).with_name("bootstrap_pip.py")

# Variables that pip and its library for HTTP read beside those of pip's own.
KIN = {"proxy": ("https_proxy", "HTTPS_PROXY"), "cert": ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")}


def prepare(pairing: Pairing) -> Path:
    """Lay out a home for ansible-test of this pairing and return it; two pairings would share environments in one."""
    home = paths.BUILD / "homes" / pairing.name
    cache = home / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(BOOTSTRAP, cache / f"get_pip_{BOOTSTRAP_VERSIONS[pairing.core]}.py")
    _write_private(home / ".config" / "pip" / "pip.conf", _gather_pip_configuration())
    return home


def _gather_pip_configuration() -> configparser.RawConfigParser:
    """Merge the user's files and variables as pip does: a variable wins over every file."""
    home = Path.home()
    folder = Path(os.environ.get("XDG_CONFIG_HOME", home / ".config"))
    files = [
        home / ".pip" / "pip.conf",
        folder / "pip" / "pip.conf",
        Path(os.environ.get("PIP_CONFIG_FILE", os.devnull)),
    ]
    gathered = configparser.RawConfigParser()
    gathered.read([path for path in files if path.is_file()], encoding="utf-8")
    inherited = {key: os.environ[name] for key, names in KIN.items() for name in names if os.environ.get(name)}
    inherited |= {
        name.removeprefix("PIP_").lower().replace("_", "-"): value
        for name, value in os.environ.items()
        if name.startswith("PIP_") and name != "PIP_CONFIG_FILE" and value
    }
    inherited.setdefault("cache-dir", str(paths.CACHE / "pip"))
    inherited["quiet"] = "2"  # errors only
    for section in gathered.sections():
        for key in inherited:
            gathered.remove_option(section, key)
    gathered.read_dict({"global": inherited})
    return gathered


def _write_private(path: Path, configuration: configparser.RawConfigParser) -> None:
    """Write the file for its owner only: the address of a registry may hold a password."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8") as file:
        configuration.write(file)
