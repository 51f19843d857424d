# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""For every rule the small changes of an order without a fault that break it."""

from __future__ import annotations

from typing import Any

from ansible_collections.sinch.porting.tests.unit.rule_orders import ABSENT

DATE = "desired_port_schedule.desired_port_date"
TIME = "desired_port_schedule.desired_port_time"
ZONE = "desired_port_schedule.desired_port_time_zone"
NUMBER = "phone_numbers.0.phone_number"
USER = "phone_numbers.0.end_user"
INFO = "phone_numbers.0.port_out_info"
E911 = "phone_numbers.0.features.e911"
UNDATED = {f"phone_numbers.{index}.port_out_info.authorizing_date": ABSENT for index in (0, 1)}
CANADIAN = {
    f"{USER}.state": "ON",
    f"{USER}.zip_code": "K1A 0B1",
    NUMBER: "+16132345678",
    "reseller_name": "Bakery Lines",
}


def path_of(dotted: str) -> str:
    return dotted.replace(".0", "[0]").replace(".1", "[1]")


# Rule, change, place; where the place is left out it is that of the first change.
FIRING: list[tuple[Any, ...]] = [
    ("missing-member", {DATE: ABSENT}),
    ("missing-member", {"desired_port_schedule": ABSENT}, DATE),
    ("missing-member", {NUMBER: ABSENT}),
    ("missing-member", {f"{USER}.zip_code": None}),
    ("missing-member", {"voice_configuration.type": ABSENT}),
    ("missing-member", {"phone_numbers.1.voice_configuration": {}}, "phone_numbers.1.voice_configuration.type"),
    ("blank-member", {f"{USER}.city": " "}),
    ("blank-member", {f"{USER}.name": ""}),
    ("blank-member", {NUMBER: "\t"}),
    ("blank-member", {DATE: ""}),
    ("no-numbers", {"phone_numbers": []}),
    ("number-not-e164", {NUMBER: "(217) 523-2000"}),
    ("number-not-e164", {NUMBER: "12175232000"}),
    ("number-not-e164", {NUMBER: "+\u0661\u0662\u0661\u0667\u0665\u0662\u0663\u0662\u0660\u0660\u0660\u0660"}),
    ("number-damaged", {NUMBER: "1.2E+10"}),
    ("number-damaged", {NUMBER: "12175232000.0"}),
    ("number-damaged", {NUMBER: "+1217523200O"}),
    ("number-damaged", {NUMBER: "2l75232000"}),
    ("number-not-us-or-canada", {NUMBER: "+442071234567"}),
    ("number-not-us-or-canada", {NUMBER: "+12423456789"}),
    ("number-us-territory", {NUMBER: "+17872345678"}),
    ("number-toll-free", {NUMBER: "+18002345678"}),
    ("number-not-local", {NUMBER: "+19002345678"}),
    ("number-not-local", {NUMBER: "+15002345678"}),
    ("number-not-local", {NUMBER: "+16002345678"}),
    ("number-impossible", {NUMBER: "+12311234567"}),
    ("number-impossible", {NUMBER: "+15551234567"}),
    ("number-impossible", {NUMBER: "+11175232000"}),
    ("number-impossible", {NUMBER: "+12975232000"}),
    ("number-impossible", {NUMBER: "+19115232000"}),
    ("number-impossible", {NUMBER: "+1217523200"}),
    ("number-area-code-unknown", {NUMBER: "+13335232000"}),
    ("number-exchange-n11", {NUMBER: "+12174112000"}),
    ("number-exchange-reserved", {NUMBER: "+12179582000"}),
    ("number-exchange-reserved", {NUMBER: "+12175551212"}),
    ("number-fictional", {NUMBER: "+12175550143"}),
    ("number-twice", {"phone_numbers.1.phone_number": "+12175232000"}),
    ("port-date-invalid", {DATE: "2027-02-29"}),
    ("port-date-invalid", {DATE: "17.3.2027"}),
    ("port-date-invalid", {DATE: "20270317"}),
    ("port-date-passed", {DATE: "2027-02-26"}),
    ("port-date-passed", {DATE: "2027-03-01", TIME: "09:59:00"}),
    ("port-date-weekend", {DATE: "2027-03-20"}),
    ("port-date-holiday", {DATE: "2027-05-31", **UNDATED}),
    ("port-date-eve", {DATE: "2027-03-19"}),
    ("port-date-soon", {DATE: "2027-03-04"}),
    ("port-date-over-a-month", {DATE: "2027-04-07", **UNDATED}),
    ("port-date-over-a-year", {DATE: "2072-03-17", **UNDATED}),
    ("port-time-invalid", {TIME: "9 am"}),
    ("port-time-invalid", {TIME: "24:00:00"}),
    ("port-time-zone-conflict", {TIME: "15:00:00Z"}),
    ("port-time-unusual", {TIME: "02:00"}),
    ("port-time-zone-gmt", {ZONE: "GMT", TIME: "15:00:00Z"}),
    ("port-time-zone-unknown", {ZONE: "Europe/Berlin"}),
    ("port-time-zone-unknown", {ZONE: "America/New_York"}),
    ("state-unknown", {f"{USER}.state": "Illinois"}),
    ("state-unknown", {f"{USER}.state": "XX"}),
    ("state-former", {f"{USER}.state": "PQ"}),
    ("state-former", {f"{USER}.state": "FM"}),
    ("state-unknown", {f"{E911}.state": "Illinois"}),
    ("port-out-info-blank", {f"{INFO}.authorizing_name": "  "}),
    ("state-lowercase", {f"{USER}.state": "il"}),
    ("state-military", {f"{USER}.state": "AE", f"{USER}.zip_code": "09012"}),
    ("postal-code-invalid", {f"{USER}.zip_code": "2701"}),
    ("postal-code-invalid", {f"{USER}.zip_code": "D1A 0B1"}),
    ("postal-code-invalid", {f"{E911}.postal_code": "6270"}),
    ("postal-code-mismatch", {f"{USER}.zip_code": "10001"}),
    ("postal-code-mismatch", {f"{USER}.zip_code": "K1A 0B1"}),
    ("address-country-mismatch", {NUMBER: "+16132345678", "reseller_name": "Bakery Lines"}),
    ("street-direction-unknown", {f"{USER}.street_pre_dir": "North"}),
    ("street-direction-unknown", {f"{USER}.street_post_dir": "O"}),
    ("type-of-service-unknown", {f"{USER}.type_of_service": "business"}),
    ("type-of-service-company", {f"{USER}.type_of_service": "R"}),
    ("reference-too-long", {"customer_order_reference": "r" * 101}),
    ("reseller-name-missing", {"reseller_name": " ", **{key: CANADIAN[key] for key in list(CANADIAN)[:3]}}),
    ("loa-date-invalid", {"loa_attachment_date": "2027-02-30T12:00:00Z"}),
    ("loa-date-invalid", {"loa_attachment_date": "2027-02-24"}),
    ("loa-date-invalid", {"loa_attachment_date": "2027-02-24 12:00:00Z"}),
    ("loa-date-invalid", {"loa_attachment_date": "2027-02-24T12:00:00"}),
    ("several-accounts", {f"{INFO}.account_num": "A-4712"}, "port_out_info.account_num"),
    ("on-demand", {"on_demand_activation": True}),
    ("authorizing-date-invalid", {f"{INFO}.authorizing_date": "yesterday"}),
    ("authorizing-date-invalid", {f"{INFO}.authorizing_date": "2027-02-24 12:00:00Z"}),
    ("authorizing-date-invalid", {f"{INFO}.authorizing_date": "2027-02-24T12:00:00"}),
    ("authorizing-date-future", {f"{INFO}.authorizing_date": "2027-03-02"}),
    ("authorizing-date-future", {f"{INFO}.authorizing_date": "2027-03-01T23:59:00Z"}),
    ("authorizing-date-future", {f"{INFO}.authorizing_date": "2027-03-02T00:30:00+00:00"}),
    ("authorizing-date-old", {f"{INFO}.authorizing_date": "2027-02-01"}),
    ("authorizing-name-no-person", {f"{INFO}.authorizing_name": "Baker"}),
    ("authorizing-name-no-person", {f"{INFO}.authorizing_name": "Bakery Inc"}),
    ("authorizing-name-no-person", {f"{INFO}.authorizing_name": "Ada & Bo Lee"}),
    ("authorizing-name-long", {f"{INFO}.authorizing_name": "Adelaide Baker-Miller"}),
    ("pin-unusual", {f"{INFO}.existing_port_out_pin": "1234"}),
    ("pin-unusual", {f"{INFO}.existing_port_out_pin": "2000"}),
    ("pin-unusual", {f"{INFO}.existing_port_out_pin": "73 9152"}),
    ("port-out-credentials-missing", {INFO: {}}),
    ("account-phone-number-unusual", {f"{INFO}.account_phone_number": "call me"}),
    ("account-phone-number-ported", {f"{INFO}.account_phone_number": "(217) 523-2001"}),
    ("odd-characters", {f"{USER}.city": "Springfield "}),
    ("odd-characters", {f"{USER}.street_name": "Miller\u2019s"}),
    ("odd-characters", {"loa_uploaded_by": "Grace\tHopper"}),
    ("placeholder-data", {f"{USER}.city": "Anytown"}),
    ("placeholder-data", {f"{INFO}.authorizing_name": "John Doe"}),
    ("placeholder-data", {"voice_configuration.trunk_id": "YOUR_trunk_id"}),
    ("address-po-box", {f"{USER}.street_name": "P.O. Box"}),
    ("address-po-box", {f"{USER}.location_type1": "PMB"}),
    ("street-name-with-number", {f"{USER}.street_name": "12 Old Mill"}),
    ("street-name-with-type", {f"{USER}.street_name": "Old Mill Rd."}),
    ("street-name-with-suite", {f"{USER}.street_name": "Old Mill Suite 4"}),
    ("name-variants", {"phone_numbers.1.end_user.name": "Harbor Bakery Inc"}),
    ("name-long", {f"{USER}.name": "Community Hospital of Springfield"}),
    ("voice-type-unknown", {"voice_configuration.type": "SIP"}),
    ("voice-id-missing", {"voice_configuration": {"type": "EST"}}, "voice_configuration.trunk_id"),
    ("voice-id-unused", {"voice_configuration.app_id": "01HQ"}),
    ("voice-configuration-missing", {"voice_configuration": ABSENT}),
    ("sms-id-missing", {"sms_configuration": {}}, "sms_configuration.sms_app_id"),
    ("e911-missing", {"phone_numbers.0.features": {}}),
    ("e911-incomplete", {f"{E911}.city": ABSENT}),
    ("postal-code-plus-four-invalid", {f"{E911}.postal_code_plus_four": "12"}),
]
