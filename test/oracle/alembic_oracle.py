"""Asks the installed Alembic what it makes of migration scripts: JSON lines in, JSON lines out.

A line in is {"id": n, "requests": [...]}, a line out {"id": n, "answers": [...]}. A request holds
  "revisions"  [{"revision", "down_revision", "depends_on", "branch_labels", "doc"}], in load order, or
  "files"      {path: text}: real files, loaded from "locations" (default [""])
  "recursive"  recursive_version_locations
  "plans"      [{"op": "upgrade:heads", "rows": [...]}]; other operations: upgrade:T downgrade:T stamp:T
               stamp!:T (--purge) current uptodate resolve:T
or {"compare": [before, after]}: do two texts mean the same to Python (python_meaning.py).

Plans are carried out by Alembic's own MigrationContext and HeadMaintainer on SQLite in memory. Each
loading and each plan has a limit of processor time; what does not end in it is told as "NeverEnds".
"""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import types
import warnings

import sqlalchemy
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import Script, ScriptDirectory
from alembic.script.revision import RevisionMap
from alembic.util import CommandError
from sqlalchemy.pool import StaticPool

import python_meaning

PROCESSOR_SECONDS = 0.3

sys.dont_write_bytecode = True


class NeverEnds(BaseException):
    """Not an Exception, so that no handler of Alembic's swallows it."""


@contextlib.contextmanager
def limit():
    def stop(signum, frame):
        raise NeverEnds(f"no end after {PROCESSOR_SECONDS:g} seconds")

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PROCESSOR_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def failure(error, stage):
    return {
        "stage": stage,
        "class": type(error).__name__,
        "message": str(error),
        # the command line prints "FAILED: ..." for this one and a traceback for any other
        "cli": "FAILED" if isinstance(error, CommandError) else "traceback",
    }


# -------------------------------------------------------------------- loading


def as_tuple(value):
    return tuple(value) if isinstance(value, list) else value


def scripts_in_memory(revisions):
    def load():
        for number, given in enumerate(revisions):
            module = types.ModuleType(f"script_{number}")
            module.__doc__ = given.get("doc")
            module.revision = given["revision"]
            module.down_revision = as_tuple(given.get("down_revision"))
            module.depends_on = as_tuple(given.get("depends_on"))
            module.branch_labels = as_tuple(given.get("branch_labels"))
            module.upgrade = module.downgrade = lambda **kw: None
            yield Script(module, module.revision, f"{number}.py")

    return load


def write_files(files, folder):
    for path, text in files.items():
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(text.encode())


def script_directory(request, folder):
    settings = {"recursive_version_locations": True} if request.get("recursive") else {}
    if "files" in request:
        write_files(request["files"], folder)
        locations = [os.path.join(folder, place) for place in request.get("locations", [""])]
        return ScriptDirectory(folder, version_locations=locations, **settings)
    directory = ScriptDirectory(folder, **settings)
    directory.revision_map = RevisionMap(scripts_in_memory(request["revisions"]))
    return directory


def sort_listings():
    """1.8.1 lists a directory in the order of the file system: the oracle's order is that of the names."""
    original = vars(Script)["_list_py_dir"].__func__

    def by_name(cls, scriptdir, path):
        return sorted(original(cls, scriptdir, path))

    if hasattr(Script, "_from_filename"):
        Script._list_py_dir = classmethod(by_name)


def describe(directory, folder):
    revision_map = directory.revision_map
    known = revision_map._revision_map  # loads everything, or raises
    revisions = {key: r for key, r in known.items() if r is not None and r.revision == key}
    return {
        "heads": list(revision_map.heads),
        "real_heads": list(revision_map._real_heads),
        "bases": list(revision_map.bases),
        "branch_points": [r.revision for r in revisions.values() if r.is_branch_point],
        "merge_points": [r.revision for r in revisions.values() if r.is_merge_point],
        "revisions": [
            {
                "id": r.revision,
                "down": list(r._versioned_down_revisions),
                "depends_on": list(r._resolved_dependencies),
                "normalized_depends_on": list(r._normalized_resolved_dependencies),
                "labels": sorted(r.branch_labels),
                "next": sorted(r.nextrev),
                "all_next": sorted(r._all_nextrev),
                "doc": r.doc,
                "path": os.path.relpath(r.path, os.path.realpath(folder))
                if os.path.isabs(str(r.path))
                else str(r.path),
            }
            for r in revisions.values()
        ],
    }


def load(request, folder):
    answer, directory = {"error": None}, None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            with limit():
                directory = script_directory(request, folder)
                answer.update(describe(directory, folder))
        except (Exception, SystemExit, NeverEnds) as error:
            answer["error"], directory = failure(error, "load"), None
    real = os.path.realpath(folder)
    answer["warnings"] = [
        str(w.message).replace(real, "<root>") for w in caught if w.category is UserWarning
    ]
    return answer, directory


# ------------------------------------------------------------------- planning

sqlite = sqlite3.connect(":memory:")
engine = sqlalchemy.create_engine("sqlite://", poolclass=StaticPool, creator=lambda: sqlite)


def fill(rows):
    """Without the primary key, so that a row may stand there twice; rows come back in this order."""
    sqlite.execute("DROP TABLE IF EXISTS alembic_version")
    sqlite.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    sqlite.executemany("INSERT INTO alembic_version VALUES (?)", [(row,) for row in rows])
    sqlite.commit()


def rows_now():
    return sorted(row for row, in sqlite.execute("SELECT version_num FROM alembic_version"))


def step_name(step):
    if isinstance(step, RevisionStep):
        return step.revision.revision
    return f"{','.join(step.from_)}->{','.join(step.to_)}"


def ids(revisions):
    return [getattr(r, "revision", r) for r in revisions]


def ask(directory, name, target, rows, answer):
    """The operations that only read; False for one that moves rows."""
    if name == "current":
        answer["current"] = sorted(ids(directory.get_all_current(tuple(rows))))
    elif name == "uptodate":
        answer["uptodate"] = set(directory.get_revisions(tuple(rows))) == set(
            directory.get_revisions("heads")
        )
    elif name == "resolve":
        answer["resolved"] = ids(directory.get_revisions(target))
    else:
        return False
    return True


def move(directory, name, target, answer):
    """As env.py does it: each step's function runs, then HeadMaintainer writes the rows."""

    def work(heads, context):
        if name == "upgrade":
            steps = directory._upgrade_revs(target, heads)
        elif name == "downgrade":
            steps = directory._downgrade_revs(target, heads)
        else:
            steps = directory._stamp_revs(tuple(target.split(",")), heads)
        answer["steps"] = [step_name(step) for step in steps]
        yield from steps

    with engine.connect() as connection:
        options = {"fn": work, "purge": name == "stamp!", "script": directory}
        context = MigrationContext.configure(connection=connection, opts=options)
        with context.begin_transaction():
            context.run_migrations()


def plan(directory, op, rows):
    answer = {"op": op, "rows": rows, "error": None}
    name, _, target = op.partition(":")
    try:
        with limit():
            if not ask(directory, name, target, rows, answer):
                fill(rows)
                move(directory, name, target, answer)
                answer["rows_after"] = rows_now()
    except (Exception, NeverEnds) as error:
        answer["error"] = failure(error, "apply" if "steps" in answer else "plan")
        if "steps" in answer:
            answer["rows_after"] = rows_now()
    return answer


# -------------------------------------------------------------------- talking


def answer_to(request, scratch):
    if "compare" in request:
        return python_meaning.compare(*request["compare"])
    folder = tempfile.mkdtemp(dir=scratch) if "files" in request else scratch
    try:
        answer, directory = load(request, folder)
        if directory is not None and request.get("plans"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                answer["plans"] = [plan(directory, p["op"], p["rows"]) for p in request["plans"]]
        return answer
    finally:
        if folder != scratch:
            shutil.rmtree(folder)


def order_dependencies():
    """_normalize_depends_on puts a revision's extra dependencies through a set of strings, so that their
    order differs from run to run and with it the run order of upgrades. Of the orders that Alembic
    leaves open the oracle takes the written one."""
    original = RevisionMap._normalize_depends_on

    def in_written_order(self, revisions, map_):
        original(self, revisions, map_)
        for revision in revisions:
            revision._normalized_resolved_dependencies = tuple(
                sorted(
                    revision._normalized_resolved_dependencies,
                    key=revision._resolved_dependencies.index,
                )
            )

    RevisionMap._normalize_depends_on = in_written_order


def main():
    sort_listings()
    order_dependencies()
    answers_out, sys.stdout = sys.stdout, sys.stderr  # what scripts print is not an answer
    with tempfile.TemporaryDirectory(prefix="alembic-oracle-") as scratch:
        for line in sys.stdin:
            batch = json.loads(line)
            answers = [answer_to(request, scratch) for request in batch["requests"]]
            line = json.dumps({"id": batch["id"], "answers": answers}, default=repr)
            print(line, file=answers_out, flush=True)


if __name__ == "__main__":
    main()
