#!/bin/sh
# Makes the environment and installs locked dependencies into it.
# usage: deploy/install.sh PYTHON VENV REQUIREMENTS
set -eu
python=$1 venv=$2 requirements=$3

if [ -z "$python" ]; then
    echo "Coldchain needs Python 3.11 or newer; none was found on the PATH." >&2
    exit 1
fi
if [ ! -x "$venv/bin/python" ]; then
    "$python" -m venv "$venv" || {
        echo "Could not make $venv. On Debian: apt-get install python3-venv" >&2
        exit 1
    }
fi
echo "Installing what the product needs into $venv ($requirements): a minute or two the first time."
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }

# uv is many times faster; where it cannot reach the packages (a mirror only pip knows), pip does it.
pip install --require-hashes -r requirements/installer.txt &&
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$requirements" ||
    pip install --require-hashes -r "$requirements"
pip install --no-deps --no-build-isolation --editable .
# Compiled now, the first start is as quick as every other, also where Python may not write caches.
"$venv/bin/python" -m compileall -q -j 0 "$venv/lib" wms devices routing labels api
