"""A stand-in of Docker's API on 127.0.0.1, for engines that run Lambda functions by Docker on machines that have none.

A "container" of one of AWS's Lambda images for Java is a process of this machine: AWS's own runtime client over the code that the engine brought,
with the emulator of the Runtime API in front of it (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). A container of any other image
is created and never does anything. For tests only: a process is no container, it sees this machine.

    docker_api.py --java JAVA --runtime-client JAR[:JAR…] --other-processor ZIP --folder EMPTY-FOLDER --port-file FILE

Each of the options is needed but --other-processor: the upload of CallSpApi for this machine's processor, taken instead of one for another.
"""

import argparse
import base64
import glob
import hashlib
import io
import json
import os
import platform
import re
import shutil
import signal
import struct
import subprocess
import tarfile
import threading
import time
import urllib.parse
import uuid
import zipfile

import localstack_init
from runtime_api import HOST, Exchange, RuntimeApi, Server

# Where functions find Amazon, if this process was told: they call no real seller from here.
AMAZON = ("LWA_TOKEN_ENDPOINT", "SP_API_ENDPOINT")
AWS_IMAGE = "/lambda/java"
NETWORK = "bridge"


class Container:
    def __init__(self, docker, identifier, name, spec):
        self.docker, self.id, self.name, self.spec = docker, identifier, name or identifier[:12], spec
        self.folder = os.path.join(docker.options.folder, identifier[:12])
        os.makedirs(os.path.join(self.folder, "tmp"))
        self.output = os.path.join(self.folder, "output")
        open(self.output, "w").close()
        pairs = (entry.split("=", 1) for entry in spec.get("Env") or [] if "=" in entry)
        self.variables = {key: value.replace(HOST, "127.0.0.1") for key, value in pairs}
        self.variables.update({name: os.environ[name] for name in AMAZON if name in os.environ})
        self.created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.api = self.init = self.process = None
        # Of a path in the container: where it lies on this machine.
        host = spec.get("HostConfig") or {}
        binds = [bind.split(":")[1::-1] for bind in host.get("Binds") or []]
        mounts = [(mount["Target"], mount["Source"]) for mount in host.get("Mounts") or []]
        self.places = {target: docker.volume(source) for target, source in [*binds, *mounts]}

    def unpack(self, archive, target):
        """What is brought into a container; the same bytes are unpacked once."""
        place = os.path.join(self.docker.options.folder, hashlib.sha256(archive).hexdigest())
        with self.docker.unpacking:
            if not os.path.isdir(place):
                with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                    tar.extractall(place, filter="data")
        self.places[target.rstrip("/") or "/"] = place

    def code(self):
        """The unpacked upload, and for CallSpApi that of this machine's processor: its native code cannot run on another."""
        brought = self.places["/var/task"]
        mine, other = ("arm64", "x86_64")[:: 1 if platform.machine() in ("aarch64", "arm64") else -1]
        natives = glob.glob(os.path.join(brought, "**", "*.so"), recursive=True)
        machine = {b"\x3e": "x86_64", b"\xb7": "arm64"}
        built_for = {machine.get(open(native, "rb").read(19)[18:19]) for native in natives}
        if mine in built_for or other not in built_for or not self.docker.options.other_processor:
            return brought
        return self.docker.unzipped(self.docker.options.other_processor)

    def start(self):
        if AWS_IMAGE not in self.spec["Image"]:
            return
        self.api = RuntimeApi(self.variables)
        handler = (self.spec.get("Cmd") or [self.variables.get("_HANDLER")])[0]
        code = self.code()
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "LD_LIBRARY_PATH": f"{code}:{code}/lib",
            "_HANDLER": handler,
            **self.variables,
            "AWS_EXECUTION_ENV": "AWS_Lambda_java25",
            "LAMBDA_TASK_ROOT": code,
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.api.port}",
        }
        heap = int(environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")) * 1024 * 85 // 100
        self.process = subprocess.Popen(
            [
                self.docker.options.java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                f"-XX:MaxHeapSize={heap}k",
                "-Djava.net.preferIPv4Stack=true",
                f"-Djava.io.tmpdir={self.folder}/tmp",
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                self.docker.options.runtime_client,
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                handler,
            ],
            env=environment,
            cwd=code,
            stdout=open(self.output, "ab"),
            stderr=subprocess.STDOUT,
        )

        if "LOCALSTACK_RUNTIME_ENDPOINT" in self.variables:
            port = self.spec["HostConfig"]["PortBindings"][localstack_init.PORT][0]["HostPort"]
            self.init = localstack_init.LocalStackInit(self.api, self.variables, int(port))

    def runs(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        if self.runs():
            self.process.kill()
            self.process.wait()
        for server in filter(None, (self.init, self.api)):
            server.close()
        self.init = self.api = None

    def inspect(self):
        runs = self.runs()
        ports = {"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(self.api.port)}]} if self.api else {}
        status = "running" if runs else "created" if self.process is None else "exited"
        return {
            "Id": self.id,
            "Name": "/" + self.name,
            "Created": self.created,
            "Image": "sha256:" + "0" * 64,
            "State": {"Status": status, "Running": runs, "Pid": self.process.pid if runs else 0, "ExitCode": 0 if runs or not self.process else self.process.returncode, "StartedAt": self.created},
            "Config": {"Image": self.spec["Image"], "Env": self.spec.get("Env") or [], "Labels": self.spec.get("Labels") or {}, "Cmd": self.spec.get("Cmd"), "Tty": False},
            "HostConfig": self.spec.get("HostConfig") or {},
            "Mounts": [],
            # No address: the published port is the way in.
            "NetworkSettings": {"Ports": ports, "IPAddress": "", "Networks": {NETWORK: {"IPAddress": ""}}},
        }


class Docker:
    def __init__(self, options):
        self.options = options
        self.containers = {}
        self.unpacking = threading.Lock()

    def volume(self, source):
        place = source if source.startswith("/") else os.path.join(self.options.folder, "volume-" + source)
        os.makedirs(place, exist_ok=True)
        return place

    def unzipped(self, file):
        place = os.path.join(self.options.folder, os.path.basename(file))
        with self.unpacking:
            if not os.path.isdir(place):
                with zipfile.ZipFile(file) as upload:
                    upload.extractall(place)
        return place

    def create(self, name, spec):
        identifier = uuid.uuid4().hex * 2
        self.containers[identifier] = Container(self, identifier, name, spec)
        return identifier

    def find(self, reference):
        return next((c for c in self.containers.values() if c.id.startswith(reference) or c.name == reference), None)

    def network(self):
        """The only one; LocalStack looks there for an address, though it takes the published port."""
        addresses = {c.id: {"Name": c.name, "IPv4Address": "127.0.0.1/8"} for c in self.containers.values() if c.init}
        return {"Id": NETWORK, "Name": NETWORK, "Containers": addresses}

    def remove(self, container):
        container.stop()
        self.containers.pop(container.id, None)
        shutil.rmtree(container.folder, ignore_errors=True)

    def close(self):
        for container in list(self.containers.values()):
            container.stop()


class Api(Exchange):
    """The part of https://docs.docker.com/reference/api/engine/ that engines use for functions."""

    docker = None

    def route(self):
        url = urllib.parse.urlsplit(self.path)
        path, query = re.sub(r"^/v\d\.\d+", "", url.path), dict(urllib.parse.parse_qsl(url.query))
        body = self.body()
        if path == "/_ping":
            return self.answer(200, b"OK", [("Content-Type", "text/plain"), ("Api-Version", "1.45")])
        if path == "/version":
            return self.answer(200, {"Version": "27.0.0", "ApiVersion": "1.45", "MinAPIVersion": "1.24", "Os": "linux", "Arch": "amd64"})
        if path == "/info":
            return self.answer(200, {"ID": "stand-in", "OSType": "linux", "Architecture": platform.machine()})
        if path.startswith("/images/") and path != f"/images/{NETWORK}/json":
            # No architecture: every image is there, for every processor. (A command line asks for an image before a network of that name.)
            return self.answer(200, {"Id": "sha256:" + "0" * 64, "RepoTags": [urllib.parse.unquote(path)[8:-5]], "Os": "linux", "Config": {}})
        if path == "/containers/json":
            # Engines look for what an earlier run of theirs has left, by labels: nothing ever is.
            return self.answer(200, [])
        if path == "/containers/create":
            return self.answer(201, {"Id": self.docker.create(query.get("name"), json.loads(body)), "Warnings": []})
        if path.startswith("/networks"):
            return self.answer(200, [] if path == "/networks" else self.docker.network())
        if match := re.match(r"/containers/([^/]+)(?:/([a-z]+))?$", path):
            container = self.docker.find(urllib.parse.unquote(match[1]))
            if container is None:
                return self.answer(404, {"message": "No such container: " + match[1]})
            return self.of(container, self.command, match[2] or "", query, body)
        return self.answer(404, {"message": "The stand-in knows no " + path})

    def of(self, container, method, what, query, body):
        if what == "json":
            return self.answer(200, container.inspect())
        if what == "archive" and method == "HEAD":
            folder = json.dumps({"name": "folder", "size": 0, "mode": 1 << 31 | 0o755, "mtime": container.created, "linkTarget": ""})
            return self.answer(200, headers=[("X-Docker-Container-Path-Stat", base64.b64encode(folder.encode()).decode())])
        if what == "archive" and method == "PUT":
            container.unpack(body, query["path"])
            return self.answer(200)
        if what == "start":
            container.start()
            return self.answer(204)
        if what in ("stop", "kill"):
            container.stop()
            return self.answer(204)
        if what == "wait":
            return self.answer(200, {"StatusCode": container.process.wait() if container.process else 0})
        if what == "logs":
            return self.answer(200, self.frames(container), [("Content-Type", "application/vnd.docker.raw-stream")])
        if what == "" and method == "DELETE":
            self.docker.remove(container)
            return self.answer(204)
        return self.answer(404, {"message": "The stand-in knows no " + what})

    @staticmethod
    def frames(container):
        """Docker's framing of a stream: https://docs.docker.com/reference/api/engine/version/v1.45/#tag/Container/operation/ContainerAttach"""
        with open(container.output, "rb") as output:
            printed = output.read()
        return struct.pack(">BxxxL", 1, len(printed)) + printed if printed else b""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", required=True)
    parser.add_argument("--runtime-client", required=True)
    parser.add_argument("--other-processor", default="")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--port-file", required=True)
    Api.docker = Docker(parser.parse_args())
    server = Server(("127.0.0.1", 0), Api)
    with open(Api.docker.options.port_file, "w") as file:
        print(server.server_address[1], file=file)
    try:
        server.serve_forever()
    finally:
        Api.docker.close()


if __name__ == "__main__":
    # Stopped from outside: what was started is stopped too.
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(SystemExit(0)))
    main()
