#!/bin/sh
# Before the files go: running ones end in order (which gives connected clients their own settings back), and on
# removal every user whose client is still connected gets the client's own settings back, and no start at login.
set -e

program=/usr/lib/desktop-proxy/desktop-proxy

running() {
    for process in /proc/[0-9]*; do
        if [ "$(readlink "$process/exe" 2>/dev/null)" = "$program" ]; then
            echo "${process#/proc/}"
        fi
    done
}

end_running() {
    pids=$(running)
    [ -n "$pids" ] || return 0
    [ "$1" = remove ] || echo "Desktop Proxy is ended; start it again after the upgrade." >&2
    # shellcheck disable=SC2086 # one argument each
    kill -TERM $pids 2>/dev/null || true
    waited=0
    while [ -n "$(running)" ] && [ "$waited" -lt 20 ]; do
        sleep 1
        waited=$((waited + 1))
    done
}

as_user() {
    user=$1 home=$2
    shift 2
    # Nothing of the session that removes the package belongs to this user.
    runuser -u "$user" -- env -i HOME="$home" PATH=/usr/bin:/bin "$@" </dev/null >/dev/null 2>&1
}

leave() {
    user=$1 home=$2
    for record in "$home"/.local/share/desktop-proxy/client-*.json; do
        [ -f "$record" ] || continue
        client=${record##*/client-}
        as_user "$user" "$home" "$program" disconnect "${client%.json}" ||
            echo "Settings of $client of $user could not be put back: see $record." >&2
    done
    entry=$home/.config/autostart/desktop-proxy.desktop
    if [ -f "$entry" ] && grep -q "^Exec=$program" "$entry"; then
        as_user "$user" "$home" rm -f "$entry" || true
    fi
}

end_running "$1"
if [ "$1" = remove ]; then
    getent passwd | while IFS=: read -r user _ _ _ _ home _; do
        leave "$user" "$home"
    done
fi
