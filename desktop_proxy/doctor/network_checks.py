"""What lies between this machine and the providers: a web proxy, and the authorities that vouch for certificates."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from desktop_proxy.clients.environment import OWN_HOSTS, PROXY_VARIABLES
from desktop_proxy.doctor.case import Case
from desktop_proxy.doctor.finding import Finding

AUTHORITIES = "SSL_CERT_FILE"
NODE_AUTHORITIES = "NODE_EXTRA_CA_CERTS"


async def check_web_proxy(case: Case) -> list[Finding]:
    """Clients would look for our proxy behind the web proxy unless they are told not to."""
    environ = case.core.environ
    named = [name for name in PROXY_VARIABLES if environ.get(name)]
    if not named:
        return [Finding("ok", "No web proxy is set.")]
    where = f"{named[0]} sets the web proxy {_host(environ[named[0]])}"
    if not _spares_this_machine(environ):
        hosts = ",".join(filter(None, (_no_proxy(environ), *OWN_HOSTS)))
        return [
            Finding(
                "warn",
                f"{where}, and NO_PROXY does not except this machine: clients would look for Desktop Proxy behind it.",
                f"Set NO_PROXY={hosts}; `desktop-proxy env`, claude and connect do so for the client.",
            )
        ]
    return [Finding("ok", f"{where}; this machine is excepted.")]


def _no_proxy(environ: Mapping[str, str]) -> str:
    return environ.get("NO_PROXY") or environ.get("no_proxy") or ""


def _spares_this_machine(environ: Mapping[str, str]) -> bool:
    hosts = {host.strip() for host in _no_proxy(environ).split(",")}
    return "*" in hosts or OWN_HOSTS[0] in hosts or "127.0.0.0/8" in hosts


def _host(address: str) -> str:
    """Without the user and password it may hold."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        return f"{parts.hostname or 'of no name'}{f':{parts.port}' if parts.port else ''}"
    except ValueError:
        return "of no valid address"


async def check_certificates(case: Case) -> list[Finding]:
    """Without authorities no provider can be reached."""
    return [await asyncio.to_thread(_certificates, case.core.environ)]


def _certificates(environ: Mapping[str, str]) -> Finding:
    own = environ.get(AUTHORITIES)
    if own and (fault := _fault_of(own)):
        return Finding("error", f"{AUTHORITIES} names {own}, which {fault}.", "Correct it or unset it.")
    node = environ.get(NODE_AUTHORITIES)
    if node and (fault := _fault_of(node)):
        sentence = f"{NODE_AUTHORITIES} names {node}, which {fault}; Claude Code ignores it."
        return Finding("warn", sentence, "Correct it or unset it.")
    if own:
        return Finding("ok", f"Certificates are checked against {own}.")
    if not _has_authorities():
        sentence = "This machine has no certificate authorities, so no provider can be reached."
        return Finding("error", sentence, "Install them (Debian: `apt install ca-certificates`).")
    return Finding("ok", "Certificates are checked against those of this machine.")


def _fault_of(file: str) -> str | None:
    try:
        ssl.create_default_context(cafile=file)
    except ssl.SSLError:
        return "holds no certificates"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None


def _has_authorities() -> bool:
    if ssl.create_default_context().cert_store_stats()["x509_ca"]:
        return True
    folder = ssl.get_default_verify_paths().capath
    # The ones in a folder are loaded when they are needed.
    return bool(folder) and any(Path(str(folder)).glob("*.[0-9]"))
