"""A small Hugging Face Hub on this computer: as much of its interface as huggingface_hub uses to push and fetch a model without Xet."""

import base64
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import yaml

TOKEN = "hf_test"
"""The token that may write, except to the organisation `locked`; any other is refused. Tag `refused` fails."""
_LFS = (".onnx", ".safetensors")


@dataclass
class Repository:
    """Commits in their order, each with its files."""

    private: bool = False
    commits: dict[str, dict[str, bytes]] = field(default_factory=lambda: {"0" * 40: {}})
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def head(self) -> str:
        return list(self.commits)[-1]

    def find(self, revision: str) -> str | None:
        if revision == "main":
            return self.head
        return self.tags.get(revision, revision if revision in self.commits else None)


class Hub(ThreadingHTTPServer):
    """`requests` lists method and path of every call; large files lie at another host, `store`.

    Connections are not kept: after `stop` nothing answers.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.store = f"http://localhost:{self.server_port}/lfs"
        self.repositories: dict[str, Repository] = {}
        self.blobs: dict[str, bytes] = {}
        self.requests: list[str] = []

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


@contextmanager
def running_hub() -> Iterator[Hub]:
    hub = Hub()
    threading.Thread(target=hub.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield hub
    finally:
        hub.stop()


class _Refused(Exception):  # noqa: N818 (an answer)
    def __init__(self, status: int, code: str = "", message: str = "") -> None:
        self.status, self.code, self.message = status, code, message


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _handle(self) -> None:
        path = self.path.split("?")[0]
        self.server.requests.append(f"{self.command} {path}")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            for method, pattern, answer in _ROUTES:
                if method == self.command.replace("HEAD", "GET") and (found := re.fullmatch(pattern, path)):
                    answer(self, body, *found.groups())
                    return
            raise _Refused(404)
        except _Refused as refused:
            headers = {"X-Error-Code": refused.code, "X-Error-Message": refused.message} if refused.code or refused.message else {}
            self._send(b"{}", refused.status, headers)

    do_GET = do_HEAD = do_POST = do_PUT = _handle  # noqa: N815 (names of the base class)

    def _send(self, content: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(content))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _json(self, value: Any) -> None:
        self._send(json.dumps(value).encode())

    def _check_writer(self, name: str) -> None:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise _Refused(401, message="Invalid credentials in Authorization header")
        if name.startswith("locked/"):
            raise _Refused(403, message="You don't have the rights to create a model under the namespace locked")

    def _repository(self, name: str) -> Repository:
        found = self.server.repositories.get(name)
        if found is None or (found.private and self.headers.get("Authorization") != f"Bearer {TOKEN}"):
            raise _Refused(404 if "Authorization" in self.headers else 401, "RepoNotFound")
        return found

    def _files(self, name: str, revision: str) -> tuple[str, dict[str, bytes]]:
        repository = self._repository(name)
        commit = repository.find(revision)
        if commit is None:
            raise _Refused(404, "RevisionNotFound")
        return commit, repository.commits[commit]

    def create(self, body: bytes) -> None:
        wanted = json.loads(body)
        name = f"{wanted['organization']}/{wanted['name']}"
        self._check_writer(name)
        there = name in self.server.repositories
        self.server.repositories.setdefault(name, Repository(private=wanted.get("visibility") == "private"))
        self._send(json.dumps({"url": f"{self.server.url}/{name}"}).encode(), 409 if there else 200)

    def validate_card(self, body: bytes) -> None:
        metadata = yaml.safe_load(json.loads(body)["content"].split("---")[1])
        faults = [{"message": f"{key} is missing"} for key in ("license", "tags") if key not in metadata]
        self._send(json.dumps({"errors": faults, "warnings": []}).encode(), 400 if faults else 200)

    def info(self, body: bytes, name: str, revision: str | None = None) -> None:
        commit, files = self._files(name, revision or "main")
        siblings = [{"rfilename": path} for path in files]
        self._json({"id": name, "sha": commit, "private": self._repository(name).private, "siblings": siblings, "tags": []})

    def refs(self, body: bytes, name: str) -> None:
        tags = [{"name": tag, "ref": f"refs/tags/{tag}", "targetCommit": commit} for tag, commit in self._repository(name).tags.items()]
        self._json({"branches": [], "converts": [], "tags": tags})

    def tree(self, body: bytes, name: str, revision: str) -> None:
        _, files = self._files(name, revision)
        self._json([_entry(path, content) for path, content in files.items()])

    def preupload(self, body: bytes, name: str, revision: str) -> None:
        self._check_writer(name)
        _, files = self._files(name, revision)
        modes = [
            {
                "path": file["path"],
                "uploadMode": "lfs" if file["path"].endswith(_LFS) else "regular",
                "shouldIgnore": False,
                "oid": _oid(file["path"], files[file["path"]]) if file["path"] in files else None,
            }
            for file in json.loads(body)["files"]
        ]
        self._json({"files": modes})

    def large_files(self, body: bytes, name: str) -> None:
        self._check_writer(name)
        objects = [
            one if one["oid"] in self.server.blobs else one | {"actions": {"upload": {"href": f"{self.server.store}/{one['oid']}"}}}
            for one in json.loads(body)["objects"]
        ]
        self._json({"transfer": "basic", "objects": objects})

    def put_blob(self, body: bytes, oid: str) -> None:
        assert hashlib.sha256(body).hexdigest() == oid
        self.server.blobs[oid] = body
        self._send(b"")

    def get_blob(self, body: bytes, oid: str) -> None:
        self._send(self.server.blobs[oid], headers={"ETag": f'"{oid}"'})

    def commit(self, body: bytes, name: str, revision: str) -> None:
        self._check_writer(name)
        files = dict(self._files(name, revision)[1])
        for line in map(json.loads, body.splitlines()):
            value = line["value"]
            if line["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif line["key"] == "lfsFile":
                files[value["path"]] = self.server.blobs[value["oid"]]
            elif line["key"] == "deletedFile":
                del files[value["path"]]
        oid = hashlib.sha1(body).hexdigest()
        self._repository(name).commits[oid] = files
        self._json({"commitUrl": f"{self.server.url}/{name}/commit/{oid}", "commitOid": oid, "success": True})

    def tag(self, body: bytes, name: str, revision: str) -> None:
        self._check_writer(name)
        tags, tag = self._repository(name).tags, json.loads(body)["tag"]
        if tag == "refused":
            raise _Refused(500, message="No tags today")
        if tag in tags:
            raise _Refused(409, message="Tag reference exists already")
        tags[tag], _ = self._files(name, revision)
        self._send(b"")

    def resolve(self, body: bytes, name: str, revision: str, path: str) -> None:
        commit, files = self._files(name, revision)
        if path not in files:
            raise _Refused(404, "EntryNotFound")
        oid = _oid(path, files[path])
        headers = {"X-Repo-Commit": commit, "ETag": f'"{oid}"'}
        if path.endswith(_LFS):
            self.server.blobs[oid] = files[path]
            linked = {"X-Linked-ETag": f'"{oid}"', "X-Linked-Size": str(len(files[path])), "Location": f"{self.server.store}/{oid}"}
            return self._send(b"", 302, headers | linked)
        return self._send(files[path], headers=headers)


def _oid(path: str, content: bytes) -> str:
    """SHA-256 of a large file, git's SHA-1 of others."""
    return hashlib.sha256(content).hexdigest() if path.endswith(_LFS) else hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def _entry(path: str, content: bytes) -> dict[str, Any]:
    oid = _oid(path, content)
    lfs = {"lfs": {"oid": oid, "size": len(content), "pointerSize": 134}} if path.endswith(_LFS) else {}
    return {"type": "file", "path": path, "size": len(content), "oid": oid, **lfs}


_NAME = r"([\w.-]+/[\w.-]+)"
_ROUTES: tuple[tuple[str, str, Any], ...] = (
    ("POST", "/api/repos/create", _Handler.create),
    ("POST", "/api/validate-yaml", _Handler.validate_card),
    ("GET", f"/api/models/{_NAME}", _Handler.info),
    ("GET", f"/api/models/{_NAME}/revision/([^/]+)", _Handler.info),
    ("GET", f"/api/models/{_NAME}/refs", _Handler.refs),
    ("GET", f"/api/models/{_NAME}/tree/([^/]+)", _Handler.tree),
    ("POST", f"/api/models/{_NAME}/preupload/([^/]+)", _Handler.preupload),
    ("POST", f"/api/models/{_NAME}/commit/([^/]+)", _Handler.commit),
    ("POST", f"/api/models/{_NAME}/tag/([^/]+)", _Handler.tag),
    ("POST", rf"/{_NAME}\.git/info/lfs/objects/batch", _Handler.large_files),
    ("PUT", "/lfs/([0-9a-f]{64})", _Handler.put_blob),
    ("GET", "/lfs/([0-9a-f]{64})", _Handler.get_blob),
    ("GET", f"/{_NAME}/resolve/([^/]+)/(.+)", _Handler.resolve),
)
