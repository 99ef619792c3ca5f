"""What LocalStack has in its containers in place of AWS's emulator: https://github.com/localstack/lambda-runtime-init"""

import json
import threading
import urllib.request

from runtime_api import Exchange, Server

PORT = "9563/tcp"


class LocalStackInit:
    """Says when the function is ready, takes an event at /invoke, and tells what came of it when something has."""

    def __init__(self, api, variables, port):
        self.api, self.variables = api, variables
        init = self

        class Invocation(Exchange):
            def route(self):
                threading.Thread(target=init.run, args=(json.loads(self.body()),), daemon=True).start()
                self.answer(202)

        self.server = Server(("127.0.0.1", port), Invocation)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        threading.Thread(target=self.tell_the_start, daemon=True).start()

    def tell_the_start(self):
        outcome = "ready" if self.api.is_ready() else "error"
        self.tell(f"status/{self.variables['LOCALSTACK_RUNTIME_ID']}/{outcome}", b"{}")

    def run(self, invocation):
        identifier = invocation["invoke-id"]
        answer = self.api.invoke(invocation["payload"].encode(), identifier)
        self.tell(f"invocations/{identifier}/logs", json.dumps({"logs": ""}).encode())
        self.tell(f"invocations/{identifier}/{answer.kind}", answer.body)

    def tell(self, path, body):
        where = self.variables["LOCALSTACK_RUNTIME_ENDPOINT"] + "/" + path
        urllib.request.urlopen(urllib.request.Request(where, data=body, method="POST", headers={"Content-Type": "application/json"}), timeout=60).close()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
