"""What is measured beside: credentials from Parameter Store, a token of LWA, a call of SP-API, with boto3 and requests."""

import os
import time

import boto3
import requests

MARGIN = 300  # seconds before its end at which a token is no longer used

ssm = boto3.client("ssm")
session = {"token": "", "until": 0.0, "version": 0}


def credentials():
    names = {
        "id": os.environ["LWA_CLIENT_ID_PARAMETER"],
        "secret": os.environ["LWA_CLIENT_SECRET_PARAMETER"],
        "refresh": os.environ["LWA_REFRESH_TOKEN_PARAMETER"],
        "record": os.environ["LWA_ROTATION_RECORD_PARAMETER"],
    }
    answer = ssm.get_parameters(Names=list(names.values()), WithDecryption=True)
    found = {one["Name"]: one for one in answer["Parameters"]}
    return {key: found[name] for key, name in names.items()}


def token():
    if time.time() < session["until"]:
        return session["token"]
    read = credentials()
    answer = requests.post(
        os.environ["LWA_TOKEN_ENDPOINT"],
        data={
            "grant_type": "refresh_token",
            "refresh_token": read["refresh"]["Value"],
            "client_id": read["id"]["Value"],
            "client_secret": read["secret"]["Value"],
        },
        timeout=5,
    )
    answer.raise_for_status()
    grant = answer.json()
    session["token"] = grant["access_token"]
    session["until"] = time.time() + grant["expires_in"] - MARGIN
    session["version"] = read["secret"]["Version"]
    return session["token"]


def handler(event, context):
    answer = requests.get(
        os.environ["SP_API_ENDPOINT"] + "/sellers/v1/marketplaceParticipations",
        headers={"x-amz-access-token": token(), "user-agent": "bench/1.0 (Language=Python)"},
        timeout=5,
    )
    answer.raise_for_status()
    return {
        "status": "ok",
        "httpStatus": answer.status_code,
        "body": answer.json(),
        "secret": {"version": session["version"]},
    }
