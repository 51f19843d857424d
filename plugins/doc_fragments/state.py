# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  state_store:
    description:
      - Where locks and marks of unfinished writes are kept, so that no write is repeated by another run. A
        directory, or a PostgreSQL database as a C(postgresql://) URL.
      - Without it, the directory C(~/.ansible/sinch_porting) of the machine where the task runs, or C(sinch_porting) in
        C(ANSIBLE_HOME). It protects the runs of one machine. In a container it is thrown away with the job.
      - A directory that is named must exist. Its locks are tried by two processes before they are believed. A store
        that does not work ends the task before anything is written.
      - The URL must not hold a password. It is taken from E(PGPASSWORD), from a password or service file of libpq, or
        from the URL in the environment variable.
      - The environment variable E(SINCH_PORTING_STATE_STORE) is used if it is not given.
    type: str
    version_added: 1.1.0
  require_shared_state:
    description:
      - Whether the task refuses to write, with the failure C(unguarded), unless O(state_store) names a store that
        works.
      - The environment variable E(SINCH_PORTING_REQUIRE_SHARED_STATE) is used if it is not given.
    type: bool
    default: false
    version_added: 1.1.0
notes:
  - A store in PostgreSQL needs C(psycopg) 3 where the task runs.
"""
