"""The files that start the product with Docker, checked as far as that goes without a Docker engine."""

import re
import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {"certificates", "elasticsearch-user"}
LONG_LIVED = sorted(set(SERVICES) - ONCE - {"cli"})
SETTINGS = {f"LOT_RECRUTE_{name.upper()}" for name in Settings.model_fields}
IN_EXAMPLE = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_the_compose_file_obeys_the_compose_specification() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_passes_its_linter() -> None:
    hadolint = shutil.which("hadolint", path=Path(sys.executable).parent)
    if hadolint is None:
        pytest.skip("hadolint is not installed (there is no build of it for this platform)")
    done = subprocess.run([hadolint, "service/Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_containers_set_nothing_that_the_product_does_not_read() -> None:
    assert set(COMPOSE["x-product"]["environment"]) <= SETTINGS


def test_the_example_names_what_the_compose_file_asks_for_and_nothing_else() -> None:
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert asked == IN_EXAMPLE


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_container_has_a_limit_of_memory(name: str) -> None:
    assert SERVICES[name].get("mem_limit")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_what_is_waited_for_can_be_waited_for(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        if how["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[other]
        else:
            assert other in ONCE


@pytest.mark.parametrize("name", LONG_LIVED)
def test_ports_are_open_to_this_machine_alone(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


def test_the_image_has_no_torch() -> None:
    installed = [need for need in requires("lot-recrute") or [] if "extra" not in need or "'postgresql'" in need]
    assert "'.[postgresql]'" in (ROOT / "service" / "Dockerfile").read_text()
    assert not [need for need in installed if need.startswith(("torch", "sentence-transformers"))]


def test_the_image_runs_without_root() -> None:
    users = re.findall(r"^USER (\d+)$", (ROOT / "service" / "Dockerfile").read_text(), re.MULTILINE)
    assert users
    assert int(users[-1]) > 0
