"""Reads the three credentials of an application by name: python3 read.py my-erp

With another authorization's refresh token: python3 read.py my-erp eu/acme
"""

import sys

import boto3


def credentials(app, authorization="default"):
    names = {
        "client_id": f"/{app}/lwa/clientidentifier",
        "client_secret": f"/{app}/lwa/clientsecret",
        "refresh_token": f"/{app}/refreshToken"
        if authorization == "default"
        else f"/{app}/authorizations/{authorization}",
    }
    answer = boto3.client("ssm").get_parameters(Names=list(names.values()), WithDecryption=True)
    if answer["InvalidParameters"]:
        sys.exit(f"There is no parameter {answer['InvalidParameters'][0]}: deploy the stack first.")
    # By name: the answer is sorted, it is not in the order asked.
    found = {parameter["Name"]: parameter["Value"] for parameter in answer["Parameters"]}
    for name in names.values():
        if found[name] == "NOT-SET":
            sys.exit(f"{name} holds the placeholder: ./lwa put --app {app}")
    return {key: found[name] for key, name in names.items()}


if __name__ == "__main__":
    read = credentials(*(sys.argv[1:] or ["my-erp"]))
    print(
        f"client id {len(read['client_id'])}, client secret {len(read['client_secret'])},"
        f" refresh token {len(read['refresh_token'])} characters"
    )
