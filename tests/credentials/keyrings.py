"""Keyrings for the tests, at keyring's own seam."""

from __future__ import annotations

import threading

from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordDeleteError


class MemoryKeyring:
    """Keeps everything; counts the questions."""

    def __init__(self, **values: str) -> None:
        self.values = dict(values)
        self.questions: list[str] = []
        self.threads: set[str] = set()

    def get_password(self, service: str, username: str) -> str | None:
        assert service == "desktop-proxy"
        self.questions.append(username)
        self.threads.add(threading.current_thread().name)
        return self.values.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.values[username] = password

    def delete_password(self, service: str, username: str) -> None:
        if username not in self.values:
            raise PasswordDeleteError("no such password")
        del self.values[username]


class FailingKeyring(MemoryKeyring):
    """Raises `error` in every call until it is taken away."""

    def __init__(self, error: Exception | None, **values: str) -> None:
        super().__init__(**values)
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        super().delete_password(service, username)

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


class SlowKeyring(MemoryKeyring):
    """Answers when it is released, as one whose unlock dialog is open."""

    def __init__(self, **values: str) -> None:
        super().__init__(**values)
        self.released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.released.wait(30)
        return super().get_password(service, username)


class ForgetfulKeyring(MemoryKeyring):
    """Accepts everything and keeps nothing, as keyring's null backend."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def locked() -> KeyringLocked:
    return KeyringLocked("Failed to unlock the collection!")


def missing() -> NoKeyringError:
    return NoKeyringError("No recommended backend was available.")


def not_set_up() -> InitError:
    return InitError("Failed to create the collection: Prompt dismissed")
