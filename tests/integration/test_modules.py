# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other modules as people run them: real playbooks, both ways, against the simulator."""

from __future__ import annotations

import base64
import stat

import pytest
import yaml

PIN = "pin736154"
LETTER = b"%PDF-1.7 the letter of authorization, signed by hand"
NUMBERS = ["+12175231234", "+13125231234", "+12175235230"]
CONFIGURATION = {
    "contact": {"email": "ports@example.com", "name": "Ada Baker", "phone": "+12175231234"},
    "webhookUrl": "https://hooks.example.com/sinch",
    "default_port_time": "09:00",
    "default_port_time_zone": "US/Eastern",
}


def body(reference="branch-17", **members):
    end_user = {"name": "Harbor Bakery", "streetNum": "12", "streetName": "Harbor", "city": "Springfield"}
    return {
        "customerOrderReference": reference,
        "desiredPortSchedule": {"desiredPortDate": "2027-03-02"},
        "phoneNumbers": [
            {
                "phoneNumber": number,
                "endUser": {**end_user, "state": "IL", "zipCode": "62701"},
                "portOutInfo": {"existingPortOutPin": PIN},
            }
            for number in NUMBERS
        ],
        **members,
    }


def task(name, module, options, **keywords):
    return {"name": name, f"sinch.porting.{module}": options, **keywords}


def four_times(module, options):
    """Run a task four times: in check mode, for real, in check mode again, for real again."""
    return [
        task(f"{module}: check", module, options, check_mode=True),
        task(f"{module}: apply", module, options),
        task(f"{module}: check again", module, options, check_mode=True),
        task(f"{module}: apply again", module, options),
    ]


def tasks(*entries):
    return yaml.safe_dump(list(entries), sort_keys=False, width=1000)


@pytest.fixture
def order(simulator):
    """An on-demand order that the carriers have confirmed for today."""
    simulator.settings.foc = "today"
    created = simulator.create(body(onDemandActivation=True))
    return simulator.confirm(created.id)


@pytest.fixture
def letter(tmp_path):
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "letter.pdf").write_bytes(LETTER)
    return folder / "letter.pdf"


WRITING = {
    "sinch_portin_order_note": ["addOrderNote"],
    "sinch_portin_order_document": ["addOrderDocuments"],
    "sinch_portin_order_activation": ["activatePortIn"],
    "sinch_porting_configuration": ["createConfiguration"],
}


def test_check_apply_check_again_apply_again(play, simulator, order, letter):
    address = {"customerOrderReference": "branch-17"}
    options = {
        "sinch_portin_order_note": {**address, "note": "Please call Ada Baker first.\n"},
        "sinch_portin_order_document": {**address, "path": str(letter), "description": "LOA"},
        "sinch_portin_order_activation": {"order_id": order.id, "wait_interval": 0.1},
        "sinch_porting_configuration": CONFIGURATION,
    }
    assert options.keys() == WRITING.keys()
    entries = [entry for module, given in options.items() for entry in four_times(module, given)]
    run = play(tasks(*entries), diff=True, verbosity=3)
    for module in options:
        results = [run.results[f"{module}: {step}"] for step in ("check", "apply", "check again", "apply again")]
        assert [result["changed"] for result in results] == [True, True, False, False], module
        assert len({frozenset(set(result) - {"warnings"}) for result in results}) == 1, module
        assert results[0]["diff"] == results[1]["diff"], module
        assert results[0]["diff"]["after"], module
        assert results[2]["diff"] == results[3]["diff"] == {"before": {}, "after": {}} or module.endswith("note"), (
            module
        )
    assert [record.operation for record in simulator.writes] == [name for names in WRITING.values() for name in names]
    assert [note["note"] for note in order.notes] == ["Please call Ada Baker first."]
    assert [document.metadata["documentName"] for document in order.documents] == ["letter.pdf"]
    assert {number.status for number in simulator.order(order.id).numbers} == {"ACTIVATED"}
    activated = run.results["sinch_portin_order_activation: apply"]
    assert set(activated["number_statuses"].values()) == {"ACTIVATED"}
    assert activated["groups"] == sorted(activated["groups"], key=[number.group for number in order.numbers].index)
    for secret in (PIN, "signed by hand", base64.b64encode(LETTER).decode()):
        assert secret not in run.written


def test_a_document_is_saved_as_a_file(play, simulator, order, letter, tmp_path, way):
    options = {"order_id": order.id, "state": "downloaded", "document_name": "letter.pdf"}
    path = letter.parent / "copy.pdf"
    upload = task("Upload", "sinch_portin_order_document", {"order_id": order.id, "path": str(letter)})
    run = play(
        tasks(upload, *four_times("sinch_portin_order_document", {**options, "dest": str(path), "mode": "0640"})),
        diff=True,
        verbosity=3,
    )
    results = [result for name, result in run.results.items() if name != "Upload"]
    assert [result["changed"] for result in results] == [True, True, False, False]
    assert results[0]["diff"] == results[1]["diff"]
    assert path.read_bytes() == LETTER
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "signed by hand" not in run.written


def test_orders_and_portability_are_read(play, simulator, order):
    simulator.settings.reference_match = "partial"
    others = [simulator.create(body(f"branch-17-{index}")).id for index in range(4)]
    simulator.settings.unportable = {NUMBERS[1]: "another carrier's"}
    run = play(
        tasks(
            task("One", "sinch_portin_order_info", {"orderId": order.id}),
            task("None", "sinch_portin_order_info", {"order_id": 1}),
            task("Reference", "sinch_portin_order_info", {"customer_order_reference": "branch-17"}),
            task("Pending", "sinch_portin_order_info", {"order_status": "PENDING", "details": True}),
            task("Few", "sinch_portin_order_info", {"limit": 2, "created_date_start": "2020-01-01"}),
            task("Late", "sinch_portin_order_info", {"focDateStart": "2099-01-01"}),
            task("Check", "sinch_portability_info", {"phone_numbers": NUMBERS}),
            task("Defaults", "sinch_porting_configuration_info", {}),
            task("Waves", "sinch_portin_activation_info", {"order_ids": [order.id], "first": ["smallest"]}),
        ),
        check=True,
    )
    results = run.results
    assert not any(result["changed"] for result in results.values())
    assert simulator.writes == []
    (one,) = results["One"]["orders"]
    assert one["phone_numbers"][0]["status"] == "CONFIRMED"
    assert results["None"]["orders"] == []
    assert [entry["id"] for entry in results["Reference"]["orders"]] == [order.id]
    assert {entry["id"] for entry in results["Pending"]["orders"]} == set(others)
    assert all(len(entry["phone_numbers"]) == 3 for entry in results["Pending"]["orders"])
    assert len(results["Few"]["orders"]) == 2
    assert results["Few"]["truncated"]
    assert "More than 2 orders match" in run.output
    assert results["Late"]["orders"] == []
    assert results["Check"]["portable"] == [NUMBERS[0], NUMBERS[2]]
    assert results["Check"]["unportable"] == [NUMBERS[1]]
    assert set(results["Check"]["carriers"]) == set(NUMBERS)
    assert results["Defaults"]["configuration"] == {}
    waves = results["Waves"]["waves"]
    assert waves[0]["first"]
    assert sorted(number for wave in waves for number in wave["phone_numbers"]) == sorted(NUMBERS)
    assert PIN not in run.written


def test_portability_of_the_numbers_in_an_orders_file_is_checked(play, simulator, letter):
    path = letter.parent / "order.yml"
    path.write_text(yaml.safe_dump(body()))
    run = play(
        tasks(
            task("All", "sinch_portability_info", {"src": str(path)}),
            task("Some", "sinch_portability_info", {"src": str(path), "only": [NUMBERS[1]]}),
        ),
        verbosity=4,
        env={"ANSIBLE_KEEP_REMOTE_FILES": "1"},
    )
    assert [entry["phone_number"] for entry in run.results["All"]["phone_numbers"]] == NUMBERS
    assert [entry["phone_number"] for entry in run.results["Some"]["phone_numbers"]] == [NUMBERS[1]]
    assert PIN not in run.written


def test_lost_responses_are_settled_and_nothing_is_sent_twice(play, simulator, order, letter):
    for names in WRITING.values():
        simulator.fault("reset_after", names[0])
    run = play(
        tasks(
            task("Note", "sinch_portin_order_note", {"order_id": order.id, "note": "Please call first."}),
            task("Document", "sinch_portin_order_document", {"order_id": order.id, "path": str(letter)}),
            task("Activation", "sinch_portin_order_activation", {"order_id": order.id, "wait_interval": 0.1}),
            task("Configuration", "sinch_porting_configuration", CONFIGURATION),
        )
    )
    assert all(result["changed"] for result in run.results.values())
    assert [record.operation for record in simulator.writes] == [name for names in WRITING.values() for name in names]
    assert run.results["Document"]["document_id"] == order.documents[0].id
    assert set(run.results["Activation"]["number_statuses"].values()) == {"ACTIVATED"}


def test_failures_have_their_kind(play, simulator, order, letter):
    simulator.fault("reset_before", "addOrderNote")
    early = simulator.confirm(simulator.create(body("early", onDemandActivation=True)).id, foc_date="2099-01-01")
    failing = {"ignore_errors": True}
    nowhere = {"order_id": 1, "note": "Hello"}
    run = play(
        tasks(
            task("Wrong", "sinch_portin_order_note", {"order_id": order.id, "note": " ", "timeout": "x"}, **failing),
            task("Nowhere", "sinch_portin_order_note", nowhere, **failing),
            task("Lost", "sinch_portin_order_note", {"order_id": order.id, "note": "Hi", "timeout": 0.5}, **failing),
            task("Empty", "sinch_portin_order_document", {"order_id": order.id, "path": "/dev/null"}, **failing),
            task("Early", "sinch_portin_order_activation", {"order_id": early.id}, **failing),
            task("Zone", "sinch_porting_configuration", {"default_port_time_zone": "Europe/Berlin"}, **failing),
        ),
    )
    kinds = {name: result["failure"]["kind"] for name, result in run.results.items()}
    assert kinds == {
        "Wrong": "validation",
        "Nowhere": "api",
        "Lost": "unknown_outcome",
        "Empty": "validation",
        "Early": "locked",
        "Zone": "validation",
    }
    assert {finding["path"] for finding in run.results["Wrong"]["findings"]} == {"note", "timeout"}
    assert "FOC date 2099-01-01" in run.results["Early"]["msg"]
    assert len(simulator.writes) == 1


def test_module_defaults_of_the_group_and_async_work(play, simulator, order):
    entries = [
        task("Defaults of the group", "sinch_porting_configuration_info", {}),
        {
            **task("Later", "sinch_portin_order_note", {"order_id": order.id, "note": "From afar"}),
            "async": 60,
            "poll": 1,
        },
    ]
    run = play(
        tasks(*entries),
        env={"SINCH_PROJECT_ID": ""},
        module_defaults={"group/sinch.porting.porting": {"project_id": "project-1"}},
    )
    assert run.results["Later"]["changed"]
    assert [note["note"] for note in order.notes] == ["From afar"]
