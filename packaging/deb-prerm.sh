#!/bin/sh
# Before the files go: running ones end in order (which gives connected clients their own settings back), and on
# removal every user whose client is still connected gets the client's own settings back.
set -e

program=/usr/lib/desktop-proxy/desktop-proxy

running() {
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/exe" 2>/dev/null)" = "$program" ] && echo "${process#/proc/}"
    done
    return 0
}

pids=$(running)
if [ -n "$pids" ]; then
    echo "Desktop Proxy is ended; start it again after the upgrade." >&2
    # shellcheck disable=SC2086 # one argument each
    kill -TERM $pids 2>/dev/null || true
    waited=0
    while [ -n "$(running)" ] && [ "$waited" -lt 20 ]; do
        sleep 1
        waited=$((waited + 1))
    done
fi

if [ "$1" = remove ]; then
    getent passwd | while IFS=: read -r user _ _ _ _ home _; do
        [ -d "$home/.local/share/desktop-proxy/clients" ] || continue
        runuser -u "$user" -- env HOME="$home" "$program" disconnect claude-code </dev/null >/dev/null 2>&1 || true
    done
fi
