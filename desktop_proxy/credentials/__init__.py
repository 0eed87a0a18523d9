"""Provider keys and the client token: the environment first, then the OS keyring. They are stored nowhere else."""

from desktop_proxy.credentials.credentials import Credentials, KeyInfo, Where
from desktop_proxy.credentials.keyring_thread import Backend, KeyringFault

__all__ = ["Backend", "Credentials", "KeyInfo", "KeyringFault", "Where"]
