"""A Google service account whose key is made for this run, and the token its double gives for it."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

PROJECT, LOCATION = "selftest-project", "europe-west4"
TOKEN_PATH = "/token"  # noqa: S105 - the end of an address
TOKEN = f"selftest-{secrets.token_hex(16)}"


def write_service_account(folder: Path, double: str) -> Path | None:
    """The file; None where what the extra `vertex` brings is not installed."""
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa
    except ImportError:
        return None
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    file = folder / "service-account.json"
    content = {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": "1",
        "private_key": pem,
        "client_email": f"selftest@{PROJECT}.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": double + TOKEN_PATH,
    }
    file.write_text(json.dumps(content), encoding="utf-8")
    return file
