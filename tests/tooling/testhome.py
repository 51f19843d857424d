# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The home folder of ansible-test, prepared so that it gets packages only from the index that pip uses.

ansible-test removes pip's variables from the environment of its virtual environments, and downloads the script that
installs pip from a host that is not a package index.
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

# The version in the script's name. ansible-test looks for it in its cache before it downloads it.
BOOTSTRAP_VERSIONS = {
    "2.16": "23_1_2",
    "2.17": "23_1_2",
    "2.18": "24_2",
    "2.19": "24_2",
    "2.20": "25_2",
    "2.21": "25_2",
}

BOOTSTRAP = Path(__file__).with_name("bootstrap_pip.py")

# Variables without the prefix PIP_ that pip and its HTTP library read.
KIN = {"proxy": ("https_proxy", "HTTPS_PROXY"), "cert": ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")}


def prepare(pairing: Pairing) -> Path:
    """Create a home folder for ansible-test. Each pairing has its own, or they would share virtual environments."""
    home = paths.BUILD / "homes" / pairing.name
    cache = home / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(BOOTSTRAP, cache / f"get_pip_{BOOTSTRAP_VERSIONS[pairing.core]}.py")
    _write_private(home / ".config" / "pip" / "pip.conf", _gather_pip_configuration())
    return home


def _gather_pip_configuration() -> configparser.RawConfigParser:
    """Merge the user's files and variables as pip does: variables take precedence over files."""
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
    inherited["quiet"] = "2"  # log errors only
    for section in gathered.sections():
        for key in inherited:
            gathered.remove_option(section, key)
    gathered.read_dict({"global": inherited})
    return gathered


def _write_private(path: Path, configuration: configparser.RawConfigParser) -> None:
    """Write a file that only its owner can read, because the URL of a package index may contain a password."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8") as file:
        configuration.write(file)
