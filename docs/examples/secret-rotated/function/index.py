"""Starts the tasks of a service anew when the client secret was rotated: they read the parameter as they start."""

import json
import os

import boto3


def handler(event, context):
    detail = event["detail"]
    boto3.client("ecs").update_service(
        cluster=os.environ["CLUSTER"], service=os.environ["SERVICE"], forceNewDeployment=True
    )
    # The event holds no secret; this line may be logged.
    print(json.dumps({"event": "SecretRotated", "app": detail["app"], "version": detail["version"]}))
