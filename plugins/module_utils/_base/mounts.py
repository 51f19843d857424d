# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds out from Linux's mount table whether locks of files in a directory also work across machines.

Two processes on one machine cannot detect that difference. Sources: nfs(5), mount.cifs(8), mount.lustre(8), gfs2(5),
and the kernel's fuse.txt: a FUSE file system has local locks unless it requests more.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

# File systems, and the mount options that make their locks local to one machine.
_LOCAL_LOCKS = {
    "nfs": {"local_lock=all", "local_lock=flock", "nolock"},
    "nfs4": {"local_lock=all", "local_lock=flock", "nolock"},
    "cifs": {"nobrl"},
    "smb3": {"nobrl"},
    "lustre": {"localflock", "noflock"},
    "gfs2": {"localflocks", "lockproto=lock_nolock"},
    "ocfs2": {"localflocks"},
}
# FUSE file systems whose locks work across machines.
_TRUE_LOCKS = frozenset({"fuse.ceph-fuse", "fuse.glusterfs", "fuse.juicefs", "fuse.lizardfs", "fuse.moosefs"})


def mount_table() -> str:
    """Linux's table of the mounts this process sees; empty on another system."""
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def local_locks(table: str, directory: str) -> str:
    """Why locks in a directory do not work across machines, as a clause; empty if nothing indicates that."""
    kind, options = _mount_of(table, os.path.realpath(directory))
    if kind.startswith("fuse.") and kind not in _TRUE_LOCKS:
        return f"it is on {kind}, whose locks only work on one machine"
    found = sorted(_LOCAL_LOCKS.get(kind, set()) & options)
    return f"it is on {kind} mounted with {found[0]}, so locks only work on one machine" if found else ""


def _mount_of(table: str, path: str) -> tuple[str, set[str]]:
    """File system and options of the mount of a path. Format: proc(5), ``/proc/pid/mountinfo``."""
    best, kind, options = "", "", set[str]()
    for line in table.splitlines():
        first, dash, last = line.partition(" - ")
        fields, rest = first.split(" "), last.split(" ")
        if not dash or len(fields) < 6 or len(rest) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4])
        is_above = path == point or path.startswith(point.rstrip("/") + "/")
        if is_above and len(point) >= len(best):  # of two at one place the later one covers the earlier
            best, kind, options = point, rest[0], set(f"{fields[5]},{rest[2]}".split(","))
    return kind, options
