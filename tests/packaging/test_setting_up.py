"""Setting up: what is installed is what is declared, and a person is told what they must do."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import debian
import dev
import environment
import gates
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(root: Path, lock: str) -> dict[str, str]:
    lines = (root / "packaging" / lock).read_text("utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return {
        canonicalize_name(r.name): str(r.specifier).removeprefix("==")
        for r in found
        if r.marker is None or r.marker.evaluate()
    }


def declared(root: Path) -> tuple[list[Requirement], list[Requirement]]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return (
        [Requirement(text) for text in project["dependencies"]],
        [Requirement(text) for text in project["optional-dependencies"]["dev"]],
    )


def test_every_declared_library_is_pinned_where_it_belongs(root):
    run, develop = declared(root)
    for requirements, lock in ((run, LOCKS[0]), (develop, LOCKS[1])):
        locked = pins(root, lock)
        for requirement in requirements:
            version = locked[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), requirement.name


def test_the_pins_hold_all_that_the_declared_libraries_need(root):
    run, develop = declared(root)
    for requirements, locks in ((run, LOCKS[:1]), (develop, LOCKS)):
        locked = {name for lock in locks for name in pins(root, lock)} | {"pip"}
        wanted = [canonicalize_name(requirement.name) for requirement in requirements]
        seen: set[str] = set()
        while wanted:
            name = wanted.pop()
            if name in seen:
                continue
            seen.add(name)
            assert name in locked
            for text in importlib.metadata.requires(name) or []:
                needs = Requirement(text)
                if needs.marker is None or needs.marker.evaluate({"extra": ""}):
                    wanted.append(canonicalize_name(needs.name))


def test_what_is_installed_here_is_what_is_pinned(root):
    differing = {
        name: importlib.metadata.version(name)
        for lock in LOCKS
        for name, version in pins(root, lock).items()
        if importlib.metadata.version(name) != version
    }
    assert differing == {}


def test_a_missing_library_names_its_package_once():
    libraries = {
        "liba.so.1": "liba1",
        "liba2.so.1": "liba1",
        "libb.so.2": "libb2",
        "libc.so.6": "c",
    }
    assert debian.missing_packages(libraries, lambda soname: soname == "libc.so.6") == [
        "liba1",
        "libb2",
    ]


@pytest.mark.parametrize(
    ("purpose", "env", "with_", "without"),
    [
        ("window", {"DISPLAY": ":0"}, "libxcb-cursor0", "libwayland-client0"),
        ("window", {"WAYLAND_DISPLAY": "wayland-0"}, "libwayland-client0", "libxcb-cursor0"),
        ("tests", {"DISPLAY": ":0"}, "libgl1", "libxcb-cursor0"),
    ],
)
def test_only_what_the_purpose_needs_is_asked_for(purpose, env, with_, without):
    packages = debian.needed(purpose, env).values()
    assert with_ in packages
    assert without not in packages


def test_commands_need_nothing_of_the_system():
    assert debian.needed("commands", {"DISPLAY": ":0"}) == {}


@pytest.fixture
def bare(monkeypatch):
    """A machine that lacks two packages, and what was run on it."""
    ran: list[list[str]] = []
    lacking = ["libgl1", "libegl1"]

    def record(command, **_kwargs):
        ran.append(command)
        if "install" in command:
            lacking.clear()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(debian, "missing", lambda _purpose: list(lacking))
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(subprocess, "run", record)
    return ran


def test_an_ordinary_user_is_given_the_one_line(bare, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    said = debian.ensure("tests")
    assert "sudo apt-get install -y --no-install-recommends libgl1 libegl1" in said
    assert bare == []


def test_an_administrator_gets_exactly_the_missing_packages(bare, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert debian.ensure("tests") is None
    assert bare[-1][-2:] == ["libgl1", "libegl1"]


def test_other_systems_are_told_what_is_missing(bare, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert "libgl1 libegl1" in debian.ensure("tests")


def test_a_machine_that_has_everything_is_left_alone(monkeypatch):
    monkeypatch.setattr(debian, "missing", lambda _purpose: [])
    assert debian.ensure("window") is None


def test_an_environment_is_made_again_only_when_the_pins_change(monkeypatch, tmp_path):
    installed: list[str] = []

    def record(command, **_kwargs):
        installed.extend(part for part in command if str(part).endswith(".lock"))
        return subprocess.CompletedProcess(command, 0)

    locks = {"run": tmp_path / "run.lock", "test": tmp_path / "test.lock"}
    for lock in locks.values():
        lock.write_text("a==1", "utf-8")
    monkeypatch.setattr(environment, "FOLDER", tmp_path)
    monkeypatch.setattr(environment, "_LOCKS", locks)
    monkeypatch.setattr(environment, "_works", lambda: True)
    monkeypatch.setattr(subprocess, "run", record)

    environment.ensure("test")
    environment.ensure("test")
    environment.ensure("run")  # the larger set holds the smaller
    assert installed == [str(locks["test"])]
    locks["run"].write_text("a==2", "utf-8")
    environment.ensure("run")
    assert installed[1:] == [str(locks["run"])]


def test_a_failing_installation_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "FOLDER", tmp_path)
    monkeypatch.setattr(environment, "_works", lambda: True)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1)
    )
    with pytest.raises(SystemExit, match="network"):
        environment.ensure("run")
    assert not (tmp_path / "coordinator.stamp").exists()


@pytest.mark.parametrize(("codes", "exit_code"), [((0, 0), 0), ((0, 1), 1), ((1, 0), 1)])
def test_one_failing_check_fails_all_and_none_is_left_out(capfd, tmp_path, codes, exit_code):
    chosen = [
        gates.Gate(f"gate{n}", "Well?", ("-c", f"print('ran {n}'); raise SystemExit({code})"))
        for n, code in enumerate(codes)
    ]
    assert gates.run(chosen, Path(sys.executable), tmp_path) == exit_code
    out = capfd.readouterr().out
    assert re.findall(r"ran \d", out) == ["ran 0", "ran 1"]
    assert ("Everything passed." in out) == (exit_code == 0)


def test_every_check_is_there_once():
    names = [gate.name for gate in gates.gates(2)]
    assert names == ["style", "layout", "layers", "texts", "types", "tests", "covered", "perfect"]


def test_an_unknown_check_is_named(monkeypatch):
    monkeypatch.setattr(dev, "set_up", lambda _purpose, _packages: None)
    with pytest.raises(SystemExit, match="no check speed"):
        dev.test(["speed"], [])


@pytest.mark.parametrize(
    ("platform", "env", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_screen_is_known(monkeypatch, platform, env, expected):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for key, value in env.items():
        monkeypatch.setenv(key, value)
    assert dev.has_display() is expected


def test_without_a_screen_the_job_is_shown_on_the_command_line(monkeypatch, capsys):
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "show_journey", lambda: 0)
    assert dev.run(None) == 0
    assert "There is no screen here" in capsys.readouterr().out
