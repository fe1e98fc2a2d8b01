"""The secret of this installation, and what is signed with it: links, sessions, form tokens."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from corpus.errors import WebUnavailable
from prompts import cause_of, say

FILE_NAME = "web_secret"
# As long as the digest of HMAC-SHA256: more gives nothing (RFC 2104, section 3).
SECRET_BYTES = 32


class Signer:
    """Signs texts for a purpose; a signature for one purpose is none for another."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def sign(self, purpose: str, *parts: str) -> str:
        """HMAC-SHA256 over the purpose and the parts, 43 characters of base64url."""
        message = json.dumps([purpose, *parts]).encode()
        digest = hmac.new(self._secret, message, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def accepts(self, signature: str, purpose: str, *parts: str) -> bool:
        """Whether ``signature`` is that of the parts; takes as long for any that is not."""
        return hmac.compare_digest(signature.encode(errors="replace"), self.sign(purpose, *parts).encode())


def signer_of(data_dir: Path) -> Signer:
    """The signer with the secret in ``data_dir``, which is made at first use and closed to other users. Raises
    ``WebUnavailable`` where it cannot be kept, or is not whole."""
    path = data_dir / FILE_NAME
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with open(made, "wb") as file:
                file.write(secrets.token_bytes(SECRET_BYTES))
        path.chmod(0o600)
        secret = path.read_bytes()
    except OSError as error:
        raise WebUnavailable(say("links.no_secret", file=path, cause=cause_of(error))) from None
    if len(secret) != SECRET_BYTES:
        raise WebUnavailable(say("links.bad_secret", file=path))
    return Signer(secret)
