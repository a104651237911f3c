"""A small OpenID Connect provider, run as a process of its own: ``python oidc_server.py``; it prints its address.

Its form takes a login, and a fault that the token shall have. Codes are good once, PKCE is required.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "taizhang", "a-secret-of-two"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
GRANTS: dict[str, dict[str, str]] = {}  # by code
TOKENS: dict[str, str] = {}  # access token → login
FORM = """<!doctype html><title>SSO</title><form method="post"><input name="login" autofocus>
<input name="fault" value=""><button>OK</button></form>"""


class Handler(BaseHTTPRequestHandler):
    """The endpoints."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            here = self.here
            named = ("authorize", "authorization_endpoint"), ("token", "token_endpoint"), ("jwks", "jwks_uri")
            ends = {name: f"{here}/{end}" for end, name in (*named, ("userinfo", "userinfo_endpoint"))}
            self.json({"issuer": here, "token_endpoint_auth_methods_supported": ["client_secret_post"], **ends})
        elif path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self.json({"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]})
        elif path == "/userinfo":
            login = TOKENS.get(self.headers.get("Authorization", "").removeprefix("Bearer "), "")
            self.json({"sub": f"sub-{login}", "work_number": f"N-{login}"}, 200 if login else 401)
        elif path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            right = asked.get("client_id") == CLIENT and asked.get("code_challenge_method") == "S256"
            right = right and asked.get("redirect_uri", "").endswith("/accounts/oidc/callback/")
            self.answer(200 if right else 400, FORM if right else "wrong request", "text/html")
        else:
            self.answer(404, "", "text/plain")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        sent = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if sent.get("fault") == "refused":
                back = {"error": "access_denied", "state": asked["state"]}
            else:
                code = secrets.token_urlsafe(16)
                GRANTS[code] = asked | {"login": sent.get("login", ""), "fault": sent.get("fault", "")}
                back = {"code": code, "state": asked["state"]}
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif parts.path == "/token":
            self.token(sent)

    def token(self, sent: dict[str, str]) -> None:
        grant = GRANTS.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            grant is None
            or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET)
            or sent.get("redirect_uri") != grant["redirect_uri"]
            or challenge != grant["code_challenge"]
        ):
            return self.json({"error": "invalid_grant"}, 400)
        login, fault, now = grant["login"], grant["fault"], int(time.time())
        claims: dict[str, Any] = {
            "iss": self.here, "aud": CLIENT, "sub": f"sub-{login}", "iat": now, "exp": now + 300,
            "nonce": grant["nonce"], "preferred_username": login,
        }  # fmt: skip
        wrong: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "another"},
            "audience": {"aud": "another"},
            "issuer": {"iss": "https://another.example"},
            "expired": {"iat": now - 900, "exp": now - 600},
            "party": {"azp": "another"},
        }
        claims |= wrong.get(fault, {})
        if fault == "no-claim":
            del claims["preferred_username"]
        if fault == "unsigned":
            token = jwt.encode(claims, "", algorithm="none", headers={"kid": "one"})
        else:
            token = jwt.encode(claims, OTHER if fault == "key" else KEY, algorithm="RS256", headers={"kid": "one"})
        access = secrets.token_urlsafe(16)
        TOKENS[access] = "somebody-else" if fault == "userinfo" else login
        return self.json({"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token})

    @property
    def here(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]

    def json(self, found: object, status: int = 200) -> None:
        self.answer(status, json.dumps(found), "application/json")

    def answer(self, status: int, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
