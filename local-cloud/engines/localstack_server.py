"""Starts LocalStack on this machine itself, with its own client of Docker's API: outside of a container it would look for the command `docker`."""

from localstack import config

config.is_in_docker = True
from localstack.utils import docker_utils  # noqa: E402, F401  chooses the client

config.is_in_docker = False
from localstack.runtime.main import main  # noqa: E402

main()
