#!/usr/bin/env bash
# Makes dist/desktop-proxy_VERSION_ARCH.deb from dist/desktop-proxy. Needs dpkg-deb.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop_proxy/__init__.py)
architecture=$(dpkg --print-architecture)
# What Qt's xcb plugin and the graphics stack load at run time; the rest is inside. The C library is this machine's:
# an older one cannot run what was linked here.
libc=$(dpkg-query --show --showformat '${Version}' libc6 | sed 's/-.*//')
depends="libc6 (>= $libc), libgl1, libegl1, libxkbcommon0, libdbus-1-3, libfontconfig1, libglib2.0-0 | libglib2.0-0t64,
 libxcb-cursor0, libxkbcommon-x11-0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxcb-image0, libxcb-render-util0,
 libxcb-randr0, libxcb-xkb1, ca-certificates"

tree=build/deb
rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/lib" "$tree/usr/bin" "$tree/usr/share/applications" "$tree/usr/share/doc/desktop-proxy"
cp -a dist/desktop-proxy "$tree/usr/lib/desktop-proxy"
ln -s ../lib/desktop-proxy/desktop-proxy "$tree/usr/bin/desktop-proxy"
install -m 644 packaging/desktop-proxy.desktop "$tree/usr/share/applications/"
for size in 16 22 24 32 48 64 128 256 512; do
    install -D -m 644 "build/icons/desktop-proxy-$size.png" \
        "$tree/usr/share/icons/hicolor/${size}x$size/apps/desktop-proxy.png"
done
install -D -m 644 resources/app-icon.svg "$tree/usr/share/icons/hicolor/scalable/apps/desktop-proxy.svg"
install -m 644 LICENSE "$tree/usr/share/doc/desktop-proxy/copyright"
gzip -9nc CHANGELOG.md > "$tree/usr/share/doc/desktop-proxy/changelog.gz"
install -m 755 packaging/deb-prerm.sh "$tree/DEBIAN/prerm"
cat > "$tree/DEBIAN/control" <<CONTROL
Package: desktop-proxy
Version: $version
Architecture: $architecture
Maintainer: Desktop Proxy <desktop-proxy@localhost>
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: $depends
Recommends: gnome-keyring | kwalletmanager | keepassxc
Section: devel
Priority: optional
Description: Run Claude Code and other Anthropic clients on any model
 A tray app that speaks the Anthropic Messages API on this computer and reaches
 OpenAI, Gemini, Vertex AI, xAI, Anthropic or any OpenAI-compatible provider.
 Keys stay in the keyring; every request is shown with its model, tokens, time
 and cost.
CONTROL
chmod -R u=rwX,go=rX "$tree/usr"
dpkg-deb --root-owner-group -Zzstd --build "$tree" "dist/desktop-proxy_${version}_$architecture.deb" >/dev/null
echo "dist/desktop-proxy_${version}_$architecture.deb: $(du -m "dist/desktop-proxy_${version}_$architecture.deb" | cut -f1) MB"
