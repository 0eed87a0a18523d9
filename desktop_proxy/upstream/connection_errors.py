"""What a failure of the network means for the person who uses the program: aiohttp's exceptions as `ApiError`.

One table. What a provider *answers* is judged in `protocol/provider_errors.py`. The text of an exception is never
shown: it may quote a URL or a header.
"""

from __future__ import annotations

import aiohttp

from desktop_proxy.protocol.errors import ApiError


class ConnectError(ApiError):
    """No byte of an answer arrived, so the call may be made again. `transient` is False where that cannot help."""

    def __init__(self, status: int, message: str, *, transient: bool = True) -> None:
        super().__init__(status, message)
        self.transient = transient


_REFUSED = "{host} refused the connection: check that the server runs and that the base URL of {label} is right."
_UNREACHABLE = "{host} could not be reached: check the network, a VPN, and the base URL of {label}."
_CERTIFICATE = (
    "The TLS certificate of {host} could not be verified: check the system clock, and whether a company proxy "
    "needs its own CA (SSL_CERT_FILE)."
)

# First match wins: subclasses stand before their bases. (class, cause, status, may help to repeat, sentence)
_BEFORE_ANSWER: tuple[tuple[type[BaseException], type[BaseException] | None, int, bool, str], ...] = (
    (
        aiohttp.ServerTimeoutError,
        None,
        504,
        True,
        "{host} did not accept a connection in time: check the network, or raise upstream.connect_timeout_s.",
    ),
    (
        aiohttp.ClientProxyConnectionError,
        None,
        502,
        True,
        "The HTTP proxy on the way to {host} could not be reached: check HTTPS_PROXY and NO_PROXY.",
    ),
    (
        aiohttp.ClientHttpProxyError,
        None,
        502,
        False,
        "The HTTP proxy on the way to {host} refused the connection: check HTTPS_PROXY and its password.",
    ),
    (aiohttp.ClientConnectorCertificateError, None, 502, False, _CERTIFICATE),
    (
        aiohttp.ClientSSLError,
        None,
        502,
        False,
        "{host} could not be reached over TLS: check whether the base URL of {label} must say http or https.",
    ),
    (
        aiohttp.ClientConnectorDNSError,
        None,
        502,
        True,
        "The name {host} could not be resolved: check the network and the base URL of {label}.",
    ),
    (aiohttp.ClientConnectorError, ConnectionRefusedError, 502, True, _REFUSED),
    (aiohttp.ClientConnectorError, None, 502, True, _UNREACHABLE),
    (aiohttp.ServerDisconnectedError, None, 502, True, "{host} closed the connection before it answered: try again."),
    (aiohttp.ClientOSError, None, 502, True, "{host} closed the connection before it answered: try again."),
    # aiohttp.InvalidURL is one, and so is what it raises for a port or a host that cannot be.
    (ValueError, None, 500, False, "The base URL of {label} is not a valid URL: correct it in the settings."),
    (
        aiohttp.ClientResponseError,
        None,
        502,
        False,
        "{host} did not answer in valid HTTP: check the base URL of {label}.",
    ),
)


def connect_error(error: BaseException, host: str, label: str) -> ConnectError:
    """The failure of a call of which no answer has begun."""
    cause = getattr(error, "os_error", None)
    for kind, reason, status, transient, sentence in _BEFORE_ANSWER:
        if isinstance(error, kind) and (reason is None or isinstance(cause, reason)):
            return ConnectError(status, sentence.format(host=host, label=label), transient=transient)
    return ConnectError(502, f"The connection to {host} failed: check the network and the base URL of {label}.")


def broken_answer(host: str) -> ApiError:
    """The connection ended in the middle of an answer."""
    return ApiError(502, f"{host} broke off the connection in the middle of its answer: try again.")


def silent(host: str, seconds: float, setting: str) -> ApiError:
    """Nothing came from the provider for `seconds`; `setting` is the limit's dotted name."""
    return ApiError(
        504, f"{host} sent nothing for {seconds:g} s: try again, or raise {setting} if its model needs longer."
    )


def redirected(host: str, label: str) -> ApiError:
    """A provider's API does not redirect; following would carry the prompt and the key to another place."""
    return ApiError(502, f"{host} answered with a redirect, which is not followed: correct the base URL of {label}.")


def too_large(host: str, megabytes: int) -> ApiError:
    """The answer is past a limit that no real answer reaches."""
    return ApiError(502, f"{host} sent more than {megabytes} MB in one answer, so the connection was closed.")
