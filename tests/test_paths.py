from __future__ import annotations

import sys
from pathlib import Path

import pytest

from coordinator_app import paths

HOME = Path("/home/ana") if sys.platform != "win32" else Path("C:/Users/ana")


def test_resources_hold_icons_and_fonts():
    found = paths.resources()
    assert (found / "icons" / "home.svg").is_file()
    assert (found / "fonts" / "Inter-Regular.ttf").is_file()


def test_a_frozen_program_finds_its_own_resources(tmp_path, monkeypatch):
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    paths.resources.cache_clear()
    try:
        assert paths.resources() == tmp_path / "resources"
    finally:
        paths.resources.cache_clear()


def test_a_wheel_prefers_the_resources_inside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "coordinator_app"
    (package / "resources" / "icons").mkdir(parents=True)
    (package.parent / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    paths.resources.cache_clear()
    try:
        assert paths.resources() == package / "resources"
    finally:
        paths.resources.cache_clear()


def test_an_incomplete_installation_is_said_so(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "coordinator_app" / "paths.py"))
    paths.resources.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="install it again"):
            paths.resources()
    finally:
        paths.resources.cache_clear()


def test_windows_keeps_the_installation_out_of_the_roaming_profile():
    local = HOME / "AppData" / "Local"
    found = paths.places("win32", {"APPDATA": str(HOME / "AppData" / "Roaming")}, HOME)
    assert found.settings == local / "Coordinator Workbook" / "settings"
    assert all("Roaming" not in str(place) for place in (found.settings, found.data, found.logs))


def test_windows_follows_a_moved_local_folder(tmp_path):
    found = paths.places("win32", {"LOCALAPPDATA": str(tmp_path)}, HOME)
    assert found.logs == tmp_path / "Coordinator Workbook" / "logs"


def test_macos_uses_the_library():
    found = paths.places("darwin", {}, HOME)
    assert found.settings == HOME / "Library" / "Application Support" / "Coordinator Workbook"
    assert found.logs == HOME / "Library" / "Logs" / "Coordinator Workbook"


def test_linux_follows_the_base_directory_rules(tmp_path):
    env = {"XDG_CONFIG_HOME": str(tmp_path / "c"), "XDG_DATA_HOME": "relative/is/ignored"}
    found = paths.places("linux", env, HOME)
    assert found.settings == tmp_path / "c" / "coordinator-workbook"
    assert found.data == HOME / ".local" / "share" / "coordinator-workbook"
    assert found.logs == HOME / ".local" / "state" / "coordinator-workbook"


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_new_files_go_where_no_cloud_client_reaches(platform):
    found = paths.places(platform, {}, HOME)
    assert paths.mirrored_by(found.workbooks, {}) is None
    assert "Documents" not in found.workbooks.parts


def test_a_home_that_is_mirrored_whole_is_not_used_for_files(tmp_path):
    home = tmp_path / "OneDrive - Ministry" / "ana"
    local = tmp_path / "local"
    found = paths.places("win32", {"LOCALAPPDATA": str(local)}, home)
    assert found.workbooks.is_relative_to(local)


def test_one_variable_moves_everything(tmp_path):
    found = paths.places("linux", {"COORDINATOR_HOME": str(tmp_path)}, HOME)
    for place in (found.settings, found.data, found.logs, found.workbooks):
        assert place.parent == tmp_path


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        ("OneDrive/Documents", "OneDrive"),
        ("OneDrive - Organization of American States", "OneDrive"),
        ("Dropbox (Personal)/work", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("My Drive/1540", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/Box-Box", "a cloud client"),
        ("Nextcloud/x", "Nextcloud"),
        ("1540 Coordinator", None),
        ("Documents", None),
        ("Clouds and weather", None),
    ],
)
def test_a_mirrored_folder_is_known_by_its_name(folder, client):
    assert paths.mirrored_by(HOME / folder / "files.c1540", {}) == client


def test_the_name_of_the_file_itself_does_not_matter():
    assert paths.mirrored_by(HOME / "dropbox contacts.c1540", {}) is None


def test_a_mirrored_folder_is_known_by_what_the_client_leaves_in_it(tmp_path):
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / "a").mkdir()
    assert paths.mirrored_by(tmp_path / "a" / "x.c1540", {}) == "Syncthing"
    assert paths.mirrored_by(tmp_path, {}) == "Syncthing"


def test_a_mirrored_folder_is_known_by_the_environment(tmp_path):
    env = {"OneDriveCommercial": str(tmp_path / "Synced")}
    assert paths.mirrored_by(tmp_path / "Synced" / "x.c1540", env) == "OneDrive"
    assert paths.mirrored_by(tmp_path / "Other" / "x.c1540", env) is None
