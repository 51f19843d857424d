# Copyright: (c) 2026, The sinch.porting maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  customer_order_reference:
    description:
      - A reference of your own, at most 100 characters. A later run finds the order by it, so give one.
      - Compared exactly. Two live orders with the same reference are an error.
      - Write it in quotes if it looks like a number; YAML drops leading zeros.
    type: str
    aliases: [customerOrderReference, reference]
  desired_port_schedule:
    description: When the numbers should be ported. Required for an order that should exist, here or in O(src).
    type: dict
    aliases: [desiredPortSchedule]
    suboptions:
      desired_port_date:
        description: The day, as an ISO date such as V(2027-03-02). Required.
        type: str
        aliases: [desiredPortDate]
      desired_port_time:
        description: >-
          The time of day, for example V(09:00:00). Write it in quotes. The default is the project's
          default, or else V(09:00:00).
        type: str
        aliases: [desiredPortTime]
      desired_port_time_zone:
        description: >-
          Zone of that time; one of V(US/Eastern), V(US/Central), V(US/Mountain), V(US/Pacific).
          V(GMT), which only the later edition of the API has, causes a warning.
          The default is the project's default, or else V(US/Eastern).
        type: str
        aliases: [desiredPortTimeZone]
  on_demand_activation:
    description:
      - Whether the numbers go live only when they are activated, instead of automatically on the desired date.
      - The API's default is V(false), which Sinch recommends.
    type: bool
    aliases: [onDemandActivation]
  loa_uploaded_by:
    description: Who uploaded the letter of authorization.
    type: str
    aliases: [loaUploadedBy]
  loa_attachment_date:
    description: When the letter was uploaded, as a date-time.
    type: str
    aliases: [loaAttachmentDate]
  reseller_name:
    description: Required for Canadian numbers.
    type: str
    aliases: [resellerName]
  end_user:
    description:
      - The person or company that uses the number today, exactly as the losing carrier has it on record.
      - For every number that does not say otherwise, merged member by member.
    type: dict
    aliases: [endUser]
    suboptions:
      name:
        description: Name of the actual user. Required for each number.
        type: str
      street_num:
        description: House number. Required for each number. Write it in quotes.
        type: str
        aliases: [streetNum]
      street_name:
        description: Street name without its type. Required for each number.
        type: str
        aliases: [streetName]
      street_pre_dir:
        description: Direction before the street name, for example V(N).
        type: str
        aliases: [streetPreDir]
      street_type:
        description: Kind of street, for example V(Court).
        type: str
        aliases: [streetType]
      street_post_dir:
        description: Direction after the street name, for example V(SW).
        type: str
        aliases: [streetPostDir]
      location_type1:
        description: Kind of the first further location part, for example V(Suite).
        type: str
        aliases: [locationType1]
      location_value1:
        description: Value of the first further location part, for example V(2134).
        type: str
        aliases: [locationValue1]
      location_type2:
        description: Kind of the second further location part.
        type: str
        aliases: [locationType2]
      location_value2:
        description: Value of the second further location part.
        type: str
        aliases: [locationValue2]
      location_type3:
        description: Kind of the third further location part.
        type: str
        aliases: [locationType3]
      location_value3:
        description: Value of the third further location part.
        type: str
        aliases: [locationValue3]
      city:
        description: City. Required for each number.
        type: str
      state:
        description: Two-letter code of the state or province. Required for each number. Write V("ON") in quotes.
        type: str
      zip_code:
        description: >-
          ZIP or postal code. Required for each number. Write it in quotes, else YAML eats its leading
          zeros.
        type: str
        aliases: [zipCode]
      type_of_service:
        description: V(B) for a business address, V(R) for a residence. The API's default is V(B).
        type: str
        aliases: [typeOfService]
  port_out_info:
    description:
      - What the losing carrier asks for before it lets a number go. Usually the PIN is enough.
      - For every number that does not say otherwise, merged member by member.
    type: dict
    aliases: [portOutInfo]
    suboptions:
      existing_port_out_pin:
        description:
          - PIN at the losing carrier. Write it in quotes.
          - Secret; it is in no result, diff or log. Keep it in a vaulted file or in the environment.
        type: str
        aliases: [existingPortOutPin]
      account_num:
        description:
          - Account number at the losing carrier. Write it in quotes.
          - Secret; it is in no result, diff or log. Keep it in a vaulted file or in the environment.
        type: str
        aliases: [accountNum]
      account_phone_number:
        description: Contact number on that account.
        type: str
        aliases: [accountPhoneNumber]
      authorizing_name:
        description: Who authorizes the port.
        type: str
        aliases: [authorizingName]
      authorizing_date:
        description: When it was authorized, as a date or a date-time; today or earlier.
        type: str
        aliases: [authorizingDate]
  voice_configuration:
    description:
      - Voice routing of the number at Sinch.
      - For every number that has none of its own, taken whole.
    type: dict
    aliases: [voiceConfiguration]
    suboptions:
      type:
        description: >-
          V(RTC) for programmable voice, V(EST) for elastic SIP trunking, V(FAX) for fax. It selects
          which id is needed.
        type: str
      app_id:
        description: Id of the voice app, with type V(RTC).
        type: str
        aliases: [appId]
      trunk_id:
        description: Id of the SIP trunk, with type V(EST).
        type: str
        aliases: [trunkId]
      service_id:
        description: Id of the fax service, with type V(FAX).
        type: str
        aliases: [serviceId]
  sms_configuration:
    description:
      - SMS routing of the number at Sinch. Messaging in the US over a local number (10DLC) also needs an approved
        campaign, which the number can join once its port is complete.
      - For every number that has none of its own, taken whole.
    type: dict
    aliases: [smsConfiguration]
    suboptions:
      sms_app_id:
        description: Id of the SMS service to use.
        type: str
        aliases: [smsAppId]
  features:
    description:
      - Further features of the number.
      - For every number that has none of its own, taken whole.
    type: dict
    suboptions:
      e911:
        description: Emergency-call address of the number.
        type: dict
        suboptions:
          name:
            description: Contact name.
            type: str
          street_num:
            description: House number.
            type: str
            aliases: [streetNum]
          street_info:
            description: Street.
            type: str
            aliases: [streetInfo]
          location:
            description: Location within the address, for example V(Apt 5).
            type: str
          city:
            description: City.
            type: str
          state:
            description: State or province.
            type: str
          postal_code:
            description: Postal code. Write it in quotes.
            type: str
            aliases: [postalCode]
          postal_code_plus_four:
            description: Four-digit addition to the postal code. Write it in quotes.
            type: str
            aliases: [postalCodePlusFour]
  phone_numbers:
    description:
      - The numbers to port, 1 to 500; for more in one order contact Sinch's support team.
      - Required for an order that should exist, here or in O(src).
      - A number without values of its own may be written as C(- "+12025550143"); values that all numbers share are
        given once, in O(end_user) and so on. Text with one number per line is also accepted.
      - Put large orders into a file and use O(src). As Ansible variables, thousands of numbers cost minutes and
        gigabytes.
    type: list
    elements: dict
    aliases: [phoneNumbers]
    suboptions:
      phone_number:
        description: The number in E.164 format, for example V(+12025550117).
        type: str
        required: true
        aliases: [phoneNumber]
      end_user:
        description:
          - The person or company that uses the number today, exactly as the losing carrier has it on record.
          - For this number.
        type: dict
        aliases: [endUser]
        suboptions:
          name:
            description: Name of the actual user. Required for each number.
            type: str
          street_num:
            description: House number. Required for each number. Write it in quotes.
            type: str
            aliases: [streetNum]
          street_name:
            description: Street name without its type. Required for each number.
            type: str
            aliases: [streetName]
          street_pre_dir:
            description: Direction before the street name, for example V(N).
            type: str
            aliases: [streetPreDir]
          street_type:
            description: Kind of street, for example V(Court).
            type: str
            aliases: [streetType]
          street_post_dir:
            description: Direction after the street name, for example V(SW).
            type: str
            aliases: [streetPostDir]
          location_type1:
            description: Kind of the first further location part, for example V(Suite).
            type: str
            aliases: [locationType1]
          location_value1:
            description: Value of the first further location part, for example V(2134).
            type: str
            aliases: [locationValue1]
          location_type2:
            description: Kind of the second further location part.
            type: str
            aliases: [locationType2]
          location_value2:
            description: Value of the second further location part.
            type: str
            aliases: [locationValue2]
          location_type3:
            description: Kind of the third further location part.
            type: str
            aliases: [locationType3]
          location_value3:
            description: Value of the third further location part.
            type: str
            aliases: [locationValue3]
          city:
            description: City. Required for each number.
            type: str
          state:
            description: >-
              Two-letter code of the state or province. Required for each number. Write V("ON") in
              quotes.
            type: str
          zip_code:
            description: >-
              ZIP or postal code. Required for each number. Write it in quotes, else YAML eats its
              leading zeros.
            type: str
            aliases: [zipCode]
          type_of_service:
            description: V(B) for a business address, V(R) for a residence. The API's default is V(B).
            type: str
            aliases: [typeOfService]
      port_out_info:
        description:
          - What the losing carrier asks for before it lets a number go. Usually the PIN is enough.
          - For this number.
        type: dict
        aliases: [portOutInfo]
        suboptions:
          existing_port_out_pin:
            description:
              - PIN at the losing carrier. Write it in quotes.
              - Secret; it is in no result, diff or log. Keep it in a vaulted file or in the environment.
            type: str
            aliases: [existingPortOutPin]
          account_num:
            description:
              - Account number at the losing carrier. Write it in quotes.
              - Secret; it is in no result, diff or log. Keep it in a vaulted file or in the environment.
            type: str
            aliases: [accountNum]
          account_phone_number:
            description: Contact number on that account.
            type: str
            aliases: [accountPhoneNumber]
          authorizing_name:
            description: Who authorizes the port.
            type: str
            aliases: [authorizingName]
          authorizing_date:
            description: When it was authorized, as a date or a date-time; today or earlier.
            type: str
            aliases: [authorizingDate]
      voice_configuration:
        description:
          - Voice routing of the number at Sinch.
          - For this number.
        type: dict
        aliases: [voiceConfiguration]
        suboptions:
          type:
            description: >-
              V(RTC) for programmable voice, V(EST) for elastic SIP trunking, V(FAX) for fax. It
              selects which id is needed.
            type: str
          app_id:
            description: Id of the voice app, with type V(RTC).
            type: str
            aliases: [appId]
          trunk_id:
            description: Id of the SIP trunk, with type V(EST).
            type: str
            aliases: [trunkId]
          service_id:
            description: Id of the fax service, with type V(FAX).
            type: str
            aliases: [serviceId]
      sms_configuration:
        description:
          - SMS routing of the number at Sinch.
          - For this number.
        type: dict
        aliases: [smsConfiguration]
        suboptions:
          sms_app_id:
            description: Id of the SMS service to use.
            type: str
            aliases: [smsAppId]
      features:
        description:
          - Further features of the number.
          - For this number.
        type: dict
        suboptions:
          e911:
            description: Emergency-call address of the number.
            type: dict
            suboptions:
              name:
                description: Contact name.
                type: str
              street_num:
                description: House number.
                type: str
                aliases: [streetNum]
              street_info:
                description: Street.
                type: str
                aliases: [streetInfo]
              location:
                description: Location within the address, for example V(Apt 5).
                type: str
              city:
                description: City.
                type: str
              state:
                description: State or province.
                type: str
              postal_code:
                description: Postal code. Write it in quotes.
                type: str
                aliases: [postalCode]
              postal_code_plus_four:
                description: Four-digit addition to the postal code. Write it in quotes.
                type: str
                aliases: [postalCodePlusFour]
      new_port_out_pin:
        description:
          - Judging by its name, the PIN that protects the number at Sinch; the API's documentation does not explain it.
          - Secret; it is in no result, diff or log. Keep it in a vaulted file or in the environment.
        type: str
        aliases: [newPortOutPin]
  src:
    description:
      - A file with the order, in JSON (C(.json)), YAML (C(.yml), C(.yaml)) or CSV (C(.csv)). O(phone_numbers) and
        options that are not given are read from it.
      - It contains a dictionary of options, or just the list of numbers. A CSV file has one number per row, below a
        header row with the names of
        L(the columns,https://github.com/sinch/ansible-collection-porting/blob/main/docs/intake.md).
        It is searched for like the files of other tasks.
      - It is read on the controller, and never becomes a variable. A vaulted file is decrypted only in memory.
    type: path
  only:
    description: Use only these numbers of the file in O(src).
    type: list
    elements: str
  content_from:
    description:
      - Name of a variable that contains a CSV table like the file of O(src), for example the answer to a survey. It is
        used if O(src) is not given.
      - The text is used as it is, without templating.
    type: str
  groups:
    description:
      - Values that groups of numbers share, as a dictionary from a group's name to members of a number. A number, here
        or in a file, names its group with the member C(group).
      - A number takes missing values from its group, and then from the order. Sections are merged like those of the
        order.
      - A CSV file can define its groups itself, in rows that have a group and no number.
    type: dict
  remaining_numbers:
    description:
      - Numbers of the same account that stay with the losing carrier. Written like O(phone_numbers), including ranges.
      - The API has no member for them. M(sinch.porting.sinch_portin_order) adds one note to the order with them and
        O(new_billing_number), and later finds it by its text. When the list changes, it adds another note, which says
        that it replaces the earlier one. Other modules only check the numbers.
      - Without this information a carrier may close the whole account with the port.
    type: list
    elements: str
    version_added: 1.1.0
  new_billing_number:
    description:
      - The new billing telephone number of the account when the current one is ported and O(remaining_numbers) stay. It
        is part of the same note.
    type: str
    version_added: 1.1.0
  rules:
    description:
      - Changes the severity of validation rules, as a dictionary from a rule's id to V(error), V(warn) or V(off).
      - Each finding names its rule. The page
        L(Rules,https://github.com/sinch/ansible-collection-porting/blob/main/docs/rules.md) lists all of them.
    type: dict
  records:
    description:
      - The losing carrier's records of the accounts, to compare the order with. They are never sent. Differences
        are findings of the rules whose ids begin with C(record-); they show both values, except account numbers.
      - The path of a file on the controller, which may be vault-encrypted, or a list of records. A record has those of
        C(name), C(address) (one line), C(city), C(state), C(zip), C(account_number), C(billing_phone_number),
        C(authorized_names), C(phone_numbers) and C(date) that are known.
      - Files are CSV, YAML or JSON with these members; the JSON of Telnyx's or the XML of Bandwidth's customer service
        record API; the text of a bill; or a PDF with a text layer, which needs the Python library pypdf.
      - The text of a bill is searched for the order's name, address, account and numbers.
    type: raw
    version_added: 1.1.0
"""
