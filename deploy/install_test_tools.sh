#!/bin/sh
# The servers and the browser that the tests drive. On Debian as root they are installed when
# absent; elsewhere this says what to install. In CI a test that misses one fails.
set -eu

missing=""
[ -n "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || command -v initdb >/dev/null 2>&1 ||
    missing="$missing postgresql"
command -v mosquitto >/dev/null 2>&1 || [ -x /usr/sbin/mosquitto ] || missing="$missing mosquitto"
browser=chromium
# Chromium without its windows does a quarter less work for the same pages.
apt-cache show chromium-headless-shell >/dev/null 2>&1 && browser=chromium-headless-shell
command -v "$browser" >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 ||
    missing="$missing $browser"
command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || missing="$missing gcc libc6-dev"
[ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || missing="$missing fonts-noto-cjk"

[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing what the tests drive:$missing"
    apt-get update -qq
    # shellcheck disable=SC2086 - one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "The tests drive real servers and a real browser. Please install:$missing" >&2
    echo "(on Debian: sudo apt-get install$missing). Tests that need them are skipped until then." >&2
fi
