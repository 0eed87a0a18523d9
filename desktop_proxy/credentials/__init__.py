"""Provider keys and the client token: the environment first, then the OS keyring. They are stored nowhere else."""

from desktop_proxy.credentials.credentials import Credentials, KeyInfo, Where
from desktop_proxy.credentials.keyring_thread import KeyringFault

__all__ = ["Credentials", "KeyInfo", "KeyringFault", "Where"]
