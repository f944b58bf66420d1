"""Answers what real Alembic makes of a configuration: one JSON request a line in, one JSON answer a line out.

Request: files (path -> text), cwd, ini, section, toml (a path or null). Answer: script directory, version
locations, recursion and the files it would import in order, or the error as a traceback ends.
"""

import importlib
import json
import os
import pathlib
import shutil
import sys
import tempfile
import traceback
import types
import warnings

from alembic import util
from alembic.config import Config
from alembic.script import ScriptDirectory

warnings.simplefilter("ignore")
ROOT = "/<repository>"


def main():
    start = os.getcwd()
    for line in sys.stdin:
        top = os.path.realpath(tempfile.mkdtemp())
        path, modules = list(sys.path), set(sys.modules)
        try:
            print(json.dumps(answer(json.loads(line), top)).replace(top, ROOT), flush=True)
        finally:
            os.chdir(start)
            sys.path[:] = path
            for name in set(sys.modules) - modules:
                del sys.modules[name]
            importlib.invalidate_caches()
            shutil.rmtree(top)


def answer(request, top):
    for name, text in request["files"].items():
        file = pathlib.Path(top, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    os.chdir(os.path.join(top, request["cwd"]))
    sys.path.insert(0, os.getcwd())
    try:
        toml = {"toml_file": request["toml"]} if request["toml"] else {}
        config = Config(request["ini"], ini_section=request["section"], **toml)
        directory = ScriptDirectory.from_config(config)
        locations = directory._version_locations
        return {
            "directory": relative(directory.dir, top),
            "locations": [relative(location, top) for location in locations],
            "recursive": getattr(directory, "recursive_version_locations", False),
            "files": list_files(directory, top),
        }
    except Exception as error:
        said = "".join(traceback.format_exception_only(type(error), error))
        return {"error": said.rstrip("\n").replace("alembic.util.exc.CommandError: ", "")}


def list_files(directory, top):
    """Loads every script, with an import that only notes the file."""
    listed = []

    def note(folder, name):
        listed.append(os.path.relpath(os.path.join(folder, name), top))
        return types.SimpleNamespace(revision=str(len(listed)), down_revision=None)

    util.load_python_file = note
    for _ in directory._load_revisions():
        pass
    return listed


def relative(path, top):
    return os.path.relpath(os.path.abspath(path), top)


main()
