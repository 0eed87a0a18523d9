#!/usr/bin/env bash
# Makes dist/desktop-proxy_VERSION_ARCH.deb from dist/desktop-proxy. Needs dpkg-deb.
# VERSION overrides the program's own; COMPRESSION and LEVEL are those of dpkg-deb.
set -euo pipefail
cd "$(dirname "$0")/.."

version=${VERSION:-$(sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop_proxy/__init__.py)}-1
maintainer="Desktop Proxy <desktop-proxy@localhost>"
architecture=$(dpkg --print-architecture)
# What the build leaves to the system (build.spec: OF_THE_SYSTEM); the rest is inside. The C library is that of this
# machine: an older one cannot run what was linked here.
libc=$(dpkg-query --show --showformat '${Version}' libc6 | sed 's/-.*//')
depends=(
    "libc6 (>= $libc)" libstdc++6 libgcc-s1 zlib1g "libglib2.0-0t64 | libglib2.0-0" libdbus-1-3
    libfontconfig1 libfreetype6 libgl1 libegl1 libx11-6 libx11-xcb1 libxcb1
    libwayland-client0 libwayland-cursor0 libwayland-egl1 xkb-data ca-certificates
)

tree=build/deb
rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/lib" "$tree/usr/bin"
cp -a dist/desktop-proxy "$tree/usr/lib/desktop-proxy"
find "$tree/usr/lib/desktop-proxy/_internal" -type f -exec chmod 644 {} +
ln -s ../lib/desktop-proxy/desktop-proxy "$tree/usr/bin/desktop-proxy"
install -D -m 644 packaging/desktop-proxy.desktop "$tree/usr/share/applications/desktop-proxy.desktop"
for size in 16 22 24 32 48 64 128 256 512; do
    install -D -m 644 "build/icons/desktop-proxy-$size.png" \
        "$tree/usr/share/icons/hicolor/${size}x$size/apps/desktop-proxy.png"
done
install -D -m 644 resources/app-icon.svg "$tree/usr/share/icons/hicolor/scalable/apps/desktop-proxy.svg"
install -D -m 644 packaging/lintian-overrides "$tree/usr/share/lintian/overrides/desktop-proxy"
install -D -m 644 LICENSE "$tree/usr/share/doc/desktop-proxy/copyright"
echo "The licences of what is inside: /usr/lib/desktop-proxy/_internal/licenses" >> "$tree/usr/share/doc/desktop-proxy/copyright"
gzip -9nc CHANGELOG.md > "$tree/usr/share/doc/desktop-proxy/changelog.gz"
gzip -9n > "$tree/usr/share/doc/desktop-proxy/changelog.Debian.gz" <<CHANGELOG
desktop-proxy ($version) unstable; urgency=medium

  * What is new is told in changelog.gz.

 -- $maintainer  $(date --utc --date "@${SOURCE_DATE_EPOCH:-$(date +%s)}" --rfc-email)
CHANGELOG
install -m 755 packaging/deb-prerm.sh "$tree/DEBIAN/prerm"
cat > "$tree/DEBIAN/control" <<CONTROL
Package: desktop-proxy
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: $(printf '%s, ' "${depends[@]}" | sed 's/, $//')
Recommends: gnome-keyring | kwalletmanager | keepassxc
Section: devel
Priority: optional
Description: Anthropic clients on any model
 Runs Claude Code and other Anthropic clients on OpenAI, Gemini, Vertex AI, xAI,
 Anthropic or any OpenAI-compatible provider: a tray app that speaks the
 Anthropic Messages API on this computer.
 .
 Keys stay in the keyring; every request is shown with its model, tokens, time
 and cost.
CONTROL
chmod -R u=rwX,go=rX "$tree/usr"
(cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)
made=dist/desktop-proxy_${version}_$architecture.deb
dpkg-deb --root-owner-group "-Z${COMPRESSION:-xz}" ${LEVEL:+"-z$LEVEL"} --build "$tree" "$made" >/dev/null
echo "$made: $(du -m "$made" | cut -f1) MB"
