"""The house keeps its own laws: thin pages, first lines, files that ship what they say."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "pages").glob("*.py"))
ROOMS = sorted((ROOT / "core").rglob("*.py"))


def _imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_asks_services_and_draws(page: Path) -> None:
    """No SQL, no scoring, no files in a page: only faces, services, insight and the model."""
    allowed = ("core.faces.screen", "core.services", "core.insight", "core.model", "streamlit", "pandas")
    allowed += ("collections", "dataclasses", "datetime", "decimal", "functools", "typing", "uuid", "enum")
    strangers = {name for name in _imports(ast.parse(page.read_text())) if not name.startswith(allowed)}
    assert not strangers


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_calls_the_guard_before_anything_else(page: Path) -> None:
    tree = ast.parse(page.read_text())
    calls = [
        node.value
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.Expr)) and isinstance(node.value, ast.Call)
    ]
    first = next(call for call in calls if isinstance(call.func, (ast.Name, ast.Attribute)))
    assert ast.unparse(first.func).endswith("guard")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_every_room_says_in_its_first_line_what_it_is_for(room: Path) -> None:
    line = (ast.get_docstring(ast.parse(room.read_text())) or "").split("\n")[0]
    assert len(line.split()) >= 4
    assert line.endswith((".", ":", "?"))


def test_the_compose_file_is_valid() -> None:
    subprocess.run(
        [
            Path(sys.executable).parent / "check-jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            ROOT / "docker-compose.yml",
        ],
        check=True,
        capture_output=True,
    )


def test_every_dependency_is_pinned_without_an_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + [
        name for extra in project["optional-dependencies"].values() for name in extra
    ]
    pins = (ROOT / "constraints.txt").read_text()
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in pins.splitlines() if "==" in line}
    for requirement in wanted:
        name = requirement.split("[")[0].split(">")[0].split("=")[0].lower().replace("_", "-")
        assert name in pinned, f"{name} is not in constraints.txt"
    assert "://" not in pins
    assert "@" not in pins
