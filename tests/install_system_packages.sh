#!/usr/bin/env bash
# Installs what the tests use of the system, where it is missing and may be installed. Where it may not, it says what
# is missing, and the tests that need it are skipped with a line that says so.
set -euo pipefail

missing=()
# A program, and the package that has it.
while read -r program package; do
    command -v "$program" >/dev/null || missing+=("$package")
done <<'END'
gnome-keyring-daemon gnome-keyring
dbus-daemon dbus-daemon
npm nodejs
npm npm
Xvfb xvfb
xwininfo x11-utils
xdotool xdotool
xclip xclip
import imagemagick
openbox openbox
trayer trayer
xfce4-panel xfce4-panel
objdump binutils
zstd zstd
ip iproute2
END
# What the tests of the Debian package want, where there are such.
if command -v dpkg-deb >/dev/null; then
    command -v debootstrap >/dev/null || missing+=(debootstrap)
    command -v lintian >/dev/null || missing+=(lintian)
fi
# A library Qt loads, and the package that has it; the tests of a desktop want them all.
if [ "$(uname -s)" = Linux ]; then
    libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
    while read -r library package; do
        grep -qF "$library" <<<"$libraries" || missing+=("$package")
    done <<'END'
libGL.so.1 libgl1
libEGL.so.1 libegl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libxcb-cursor.so.0 libxcb-cursor0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
END
    [ -x /usr/libexec/at-spi-bus-launcher ] || missing+=(at-spi2-core)
    compgen -G "/usr/share/fonts/truetype/dejavu/*" >/dev/null || missing+=(fonts-dejavu-core)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "For all tests install: ${missing[*]}" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
