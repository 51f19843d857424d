# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Detection of mounts whose locks are local to one machine."""

from __future__ import annotations

import pytest

from ansible_collections.sinch.porting.plugins.module_utils._base import mounts

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /srv rw,relatime - nfs4 server:/srv rw,vers=4.2,local_lock=none
31 30 0:41 / /srv/inner rw,nolock - nfs server:/inner rw,vers=3,local_lock=all
32 22 0:42 / /mnt/with\040space rw - fuse.s3fs s3fs rw
33 22 0:43 / /gluster rw - fuse.glusterfs server:/v rw
34 22 0:44 / /smb rw - cifs //server/share rw,nobrl
35 22 0:45 / /posix rw - nfs4 server:/posix rw,local_lock=posix
a line of no form
"""


@pytest.mark.parametrize(
    ("directory", "reason"),
    [
        ("/home/x", ""),
        ("/srv/state", ""),
        ("/srv/inner/state", "local_lock=all"),
        ("/srv/innermost", ""),
        ("/mnt/with space/state", "fuse.s3fs"),
        ("/gluster", ""),
        ("/smb/state", "nobrl"),
        ("/posix", ""),
    ],
)
def test_mounts_with_local_locks_are_detected(directory, reason):
    found = mounts.local_locks(MOUNTS, directory)
    assert reason in found
    assert bool(reason) == bool(found)
