"""AWS's emulator of the Runtime API, for the stand-in of Docker: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""

import collections
import http.server
import json
import queue
import re
import threading
import time
import uuid

# As engines name the machine that they run on from inside of a container.
HOST = "host.docker.internal"
# No invocation takes longer in Lambda.
LONGEST_INVOCATION = 900
LONGEST_START = 60

# What came of an event: its kind is "response" or "error", as in the Runtime API's paths.
Outcome = collections.namedtuple("Outcome", "kind body")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


class Exchange(http.server.BaseHTTPRequestHandler):
    """One request and its answer; `route` is the subclass's."""

    protocol_version = "HTTP/1.1"
    rbufsize = 1 << 20

    def log_message(self, *_):
        pass

    def body(self):
        if "chunked" not in (self.headers.get("Transfer-Encoding") or "").lower():
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def answer(self, status, body=None, headers=()):
        if body is None:
            body = b""
        elif not isinstance(body, bytes):
            body = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers or [("Content-Type", "application/json")]:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_request(self):
        try:
            self.route()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        except Exception as fault:  # noqa: BLE001  a fault of the stand-in: the engine logs what it is told
            self.answer(500, {"message": repr(fault)})

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_request


class RuntimeApi:
    """AWS's emulator of the Runtime API: what an engine posts is handed to the process, one event at a time."""

    def __init__(self, variables):
        self.timeout = min(int(variables.get("AWS_LAMBDA_FUNCTION_TIMEOUT") or variables.get("_LAMBDA_TIMEOUT") or "60"), LONGEST_INVOCATION)
        self.arn = variables.get("_LAMBDA_FUNCTION_ARN", "")
        self.events = queue.Queue()
        self.outcomes = {}
        self.one_at_a_time = threading.Lock()
        self.started = queue.Queue()
        self.server = Server(("127.0.0.1", 0), self.exchange())
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def exchange(self):
        api = self

        class Invocation(Exchange):
            def route(self):
                if self.command == "GET" and self.path.endswith("/invocation/next"):
                    api.started.put(True)
                    return self.answer(200, *api.next())
                body = self.body()
                if self.path == "/2015-03-31/functions/function/invocations":
                    return self.answer(200, api.invoke(body).body)
                if outcome := re.search(r"/invocation/([^/]+)/(response|error)$", self.path):
                    api.outcomes[outcome[1]].put(Outcome(outcome[2], body))
                elif self.path.endswith("/init/error"):
                    api.started.put(False)
                    for waiting in list(api.outcomes.values()):
                        waiting.put(Outcome("error", body))
                else:
                    return self.answer(404)
                return self.answer(202, {"status": "OK"})

        return Invocation

    def next(self):
        request_id, event = self.events.get()
        deadline = int((time.time() + self.timeout) * 1000)
        return event, [
            ("Content-Type", "application/json"),
            ("Lambda-Runtime-Aws-Request-Id", request_id),
            ("Lambda-Runtime-Deadline-Ms", str(deadline)),
            ("Lambda-Runtime-Invoked-Function-Arn", self.arn),
        ]

    def is_ready(self):
        """Waits until the function asks for its first event, or has failed to start."""
        try:
            return self.started.get(timeout=LONGEST_START)
        except queue.Empty:
            return False

    def invoke(self, event, request_id=None):
        with self.one_at_a_time:
            request_id = request_id or str(uuid.uuid4())
            outcome = self.outcomes[request_id] = queue.Queue()
            self.events.put((request_id, event.replace(HOST.encode(), b"127.0.0.1")))
            try:
                return outcome.get(timeout=self.timeout + LONGEST_START)
            except queue.Empty:
                text = f"Task timed out after {self.timeout}.00 seconds"
                return Outcome("error", json.dumps({"errorType": "Sandbox.Timedout", "errorMessage": text}).encode())
            finally:
                del self.outcomes[request_id]

    def close(self):
        self.server.shutdown()
        self.server.server_close()
