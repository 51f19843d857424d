# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  project_id:
    description:
      - Id of the Sinch project that owns the orders.
      - The environment variable E(SINCH_PROJECT_ID) is used if it is not given.
    type: str
    required: true
  key_id:
    description:
      - Id of an access key of the project. Required unless O(access_token) is given.
      - The environment variable E(SINCH_KEY_ID) is used if it is not given.
    type: str
  key_secret:
    description:
      - Secret of the access key. Required unless O(access_token) is given.
      - Keep it in the environment or in a vaulted file, never in the playbook itself.
      - The environment variable E(SINCH_KEY_SECRET) is used if it is not given.
    type: str
  access_token:
    description:
      - A bearer token, used as given. It takes precedence over the access key.
      - The environment variable E(SINCH_ACCESS_TOKEN) is used if it is not given.
    type: str
  auth_method:
    description:
      - V(oauth2) fetches a token with the access key, once per process, and renews it when it has expired.
      - V(basic) sends key id and secret with each call. Sinch intends it for testing and rate-limits it heavily.
    type: str
    choices: [oauth2, basic]
    default: oauth2
  api_url:
    description:
      - URL of the API. Must be C(https), or C(http) to a loopback address.
      - The environment variable E(SINCH_PORTING_API_URL) is used if it is not given.
    type: str
    default: https://porting.api.sinch.com
  auth_url:
    description:
      - URL for fetching tokens. Must be C(https), or C(http) to a loopback address.
      - The environment variable E(SINCH_AUTH_URL) is used if it is not given.
    type: str
    default: https://auth.sinch.com/oauth2/token
  validate_certs:
    description: Whether to verify the servers' certificates. Leave it on; for a private CA use O(ca_path).
    type: bool
    default: true
  ca_path:
    description: File or directory with the certificates of trusted CAs, on the machine where the task runs.
    type: path
  timeout:
    description: Seconds for one request, including the complete response.
    type: float
    default: 30.0
  retries:
    description:
      - How often a request that is safe to repeat is retried, with growing delays that honor C(Retry-After).
      - A request that creates an order is retried only if it certainly never reached the service.
    type: int
    default: 4
requirements:
  - python >= 3.10
  - requests
  - pydantic >= 2
notes:
  - Proxies are taken from the environment (E(HTTPS_PROXY), E(NO_PROXY)), including the task's own C(environment).
"""
