"""What is measured beside: the same three hops with boto3 and the urllib3 that comes with it, connections kept."""

import json
import os
import time

import boto3
import urllib3

MARGIN = 300  # seconds before its end at which a token is no longer used

ssm = boto3.client("ssm")
http = urllib3.PoolManager(ca_certs=os.environ.get("AWS_CA_BUNDLE"), timeout=5)
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


def body_of(answer):
    if answer.status != 200:
        raise RuntimeError("HTTP " + str(answer.status))
    return json.loads(answer.data)


def token():
    if time.time() < session["until"]:
        return session["token"]
    read = credentials()
    grant = body_of(
        http.request(
            "POST",
            os.environ["LWA_TOKEN_ENDPOINT"],
            fields={
                "grant_type": "refresh_token",
                "refresh_token": read["refresh"]["Value"],
                "client_id": read["id"]["Value"],
                "client_secret": read["secret"]["Value"],
            },
            encode_multipart=False,
        )
    )
    session["token"] = grant["access_token"]
    session["until"] = time.time() + grant["expires_in"] - MARGIN
    session["version"] = read["secret"]["Version"]
    return session["token"]


def handler(event, context):
    answer = http.request(
        "GET",
        os.environ["SP_API_ENDPOINT"] + "/sellers/v1/marketplaceParticipations",
        headers={"x-amz-access-token": token(), "user-agent": "bench/1.0 (Language=Python)"},
    )
    return {
        "status": "ok",
        "httpStatus": answer.status,
        "body": body_of(answer),
        "secret": {"version": session["version"]},
    }
