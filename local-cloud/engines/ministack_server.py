"""Starts ministack, mended where its answers are not those of AWS and our clients could not read them.

It shows a parameter's policies as the text that was put: AWS's answer is a list of objects,
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterInlinePolicy.html
Its simulator of rights does not read the context that it is given, so a right under a condition counts as none:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

import functools
import itertools
import json

from ministack.app import main
from ministack.core import iam_evaluator
from ministack.services import iam, ssm

answer = ssm.json_response


def with_inline_policies(data):
    for parameter in data.get("Parameters", []):
        if isinstance(text := parameter.get("Policies"), str):
            policies = json.loads(text)
            parameter["Policies"] = [
                {"PolicyText": json.dumps(policy), "PolicyType": policy["Type"], "PolicyStatus": "Pending"} for policy in policies
            ]
    return answer(data)


def with_context(parameters):
    context = {}
    for number in itertools.count(1):
        entry = f"ContextEntries.member.{number}."
        if not (key := iam._p(parameters, entry + "ContextKeyName")):
            break
        context[key.lower()] = iam._p(parameters, entry + "ContextKeyValues.member.1")
    iam_evaluator.EvalContext = functools.partial(plain_context, service_context=context)
    try:
        return simulate(parameters)
    finally:
        iam_evaluator.EvalContext = plain_context


plain_context, simulate = iam_evaluator.EvalContext, iam._simulate_principal_policy
iam._IAM_HANDLERS["SimulatePrincipalPolicy"] = with_context
ssm.json_response = with_inline_policies
main()
