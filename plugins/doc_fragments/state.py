# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  state_store:
    description:
      - Where locks and marks of unfinished writes are kept, so that no other run repeats a write. A directory, or a
        PostgreSQL database as a C(postgresql://) URL.
      - The default is the directory C(~/.ansible/sinch_porting) on the machine where the task runs, or C(sinch_porting)
        in C(ANSIBLE_HOME). It protects the runs of one machine. In a container it is lost with the job.
      - A directory given here must exist. Two processes test its locks before the first use. If the store does not
        work, the task fails before anything is written.
      - The URL must not contain a password. It is taken from E(PGPASSWORD), from a password or service file of libpq,
        or from the URL in the environment variable.
      - The environment variable E(SINCH_PORTING_STATE_STORE) is used if it is not given.
    type: str
    version_added: 1.1.0
  require_shared_state:
    description:
      - Whether the task refuses to write, with the failure C(unguarded), unless O(state_store) is set and works.
      - The environment variable E(SINCH_PORTING_REQUIRE_SHARED_STATE) is used if it is not given.
    type: bool
    default: false
    version_added: 1.1.0
notes:
  - A PostgreSQL store requires C(psycopg) 3 where the task runs.
"""
