"""Check the scripts of the pages: their types, and the rules of `.oxlintrc.json`.

`make lint` runs it after set-up has fetched the two tools; every finding of both is shown before
it fails. Which files are checked stands in the tools' own files.
"""

import subprocess
import sys

import node

CHECKS = (
    ("typescript/bin/tsc", "--project", "tsconfig.json"),
    ("typescript/bin/tsc", "--project", "tsconfig.worker.json"),
    ("oxlint/bin/oxlint", "--type-aware", "--report-unused-disable-directives", "--deny-warnings"),
)


def main() -> None:
    executable = node.find()
    if executable is None or not all((node.NODE_MODULES / tool).is_file() for tool, *_ in CHECKS):
        sys.exit("What checks the scripts is not there; run 'make setup-dev'.")
    environment = node.environment(executable)
    failed = 0
    for tool, *arguments in CHECKS:
        command = [str(executable), str(node.NODE_MODULES / tool), *arguments]
        failed += (
            subprocess.run(command, cwd=node.ROOT, env=environment, check=False).returncode != 0
        )
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
