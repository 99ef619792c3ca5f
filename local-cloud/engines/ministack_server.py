"""Starts ministack, mended where its answers are not those of AWS and our clients could not read them.

It shows a parameter's policies as the text that was put: AWS's answer is a list of objects,
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterInlinePolicy.html
"""

import json

from ministack.app import main
from ministack.services import ssm

answer = ssm.json_response


def with_inline_policies(data):
    for parameter in data.get("Parameters", []):
        if isinstance(text := parameter.get("Policies"), str):
            policies = json.loads(text)
            parameter["Policies"] = [
                {"PolicyText": json.dumps(policy), "PolicyType": policy["Type"], "PolicyStatus": "Pending"} for policy in policies
            ]
    return answer(data)


ssm.json_response = with_inline_policies
main()
