#!/usr/bin/env bash
# Installs what the tests use of the system, where it is missing and may be installed. Where it may not, the tests
# that need it are skipped with a line that says so.
set -euo pipefail

missing=()
command -v gnome-keyring-daemon >/dev/null || missing+=(gnome-keyring)
command -v dbus-daemon >/dev/null || missing+=(dbus dbus-daemon)
command -v npm >/dev/null || missing+=(nodejs npm)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "For all tests install: ${missing[*]}" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
