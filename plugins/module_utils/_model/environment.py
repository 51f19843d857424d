# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sinch's URLs, and the environment variables that are fallbacks for options."""

from __future__ import annotations

URLS = {"api_url": "https://porting.api.sinch.com", "auth_url": "https://auth.sinch.com/oauth2/token"}

# The names in Sinch's own samples, and two of this collection.
ENVIRONMENT = {
    "project_id": "SINCH_PROJECT_ID",
    "key_id": "SINCH_KEY_ID",
    "key_secret": "SINCH_KEY_SECRET",
    "access_token": "SINCH_ACCESS_TOKEN",
    "api_url": "SINCH_PORTING_API_URL",
    "auth_url": "SINCH_AUTH_URL",
    "state_store": "SINCH_PORTING_STATE_STORE",
    "require_shared_state": "SINCH_PORTING_REQUIRE_SHARED_STATE",
}
