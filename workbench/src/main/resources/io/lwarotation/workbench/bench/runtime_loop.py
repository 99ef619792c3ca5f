"""The least a Python runtime does: takes events from Lambda's Runtime API and posts the answers."""

import http.client
import importlib
import json
import os
import sys

ROOT = "/2018-06-01/runtime"


def post(connection, path, body):
    connection.request("POST", ROOT + path, body=json.dumps(body).encode())
    connection.getresponse().read()


def failure(error):
    return {"errorType": type(error).__name__, "errorMessage": str(error)}


def main():
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    module, name = os.environ["_HANDLER"].rsplit(".", 1)
    try:
        handler = getattr(importlib.import_module(module), name)
    except Exception as error:
        post(connection, "/init/error", failure(error))
        sys.exit(1)
    while True:
        connection.request("GET", ROOT + "/invocation/next")
        event = connection.getresponse()
        body = event.read()
        path = "/invocation/" + event.headers["Lambda-Runtime-Aws-Request-Id"]
        try:
            post(connection, path + "/response", handler(json.loads(body), None))
        except Exception as error:
            post(connection, path + "/error", failure(error))


main()
