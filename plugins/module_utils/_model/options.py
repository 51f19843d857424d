# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups of options that several modules share."""

from __future__ import annotations

from typing import Literal

from .._base.libraries import Field
from .types import Flag, Integer, Number, Part, Word


class ConnectionOptions(Part):
    """How to reach the API and sign in; the doc fragment ``connection``."""

    project_id: Word | None = None
    key_id: Word | None = None
    key_secret: Word | None = None
    access_token: Word | None = None
    auth_method: Literal["oauth2", "basic"] = "oauth2"
    api_url: Word = "https://porting.api.sinch.com"
    auth_url: Word = "https://auth.sinch.com/oauth2/token"
    validate_certs: Flag = True
    ca_path: Word | None = None
    timeout: Number = Field(default=30.0, gt=0, le=3600)
    retries: Integer = Field(default=4, ge=0, le=20)


class WaitOptions(Part):
    wait: Flag = False
    wait_timeout: Number = Field(default=3600.0, ge=0)
    wait_interval: Number = Field(default=60.0, gt=0)
