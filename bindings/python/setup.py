"""Builds the library with cargo, has its Python written, and puts both into the wheel.

The steps are those of bindings/generate, for Python alone. PROXIMAL_PROFILE is cargo's profile [default: ship]; cargo
must be there, and the whole source tree.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = {"darwin": "libproximal.dylib", "win32": "proximal.dll"}.get(sys.platform, "libproximal.so")


def native_into(folder: Path) -> None:
    """Library and generated Python, side by side: the one looks for the other there."""
    profile = os.environ.get("PROXIMAL_PROFILE", "ship")
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    run = lambda *command: subprocess.run(command, cwd=ROOT, check=True)  # noqa: E731
    cargo = ("--quiet", "--locked", "--profile")
    run("cargo", "rustc", *cargo, profile, "-p", "proximal", "--lib", "--features", "uniffi", "--crate-type", "cdylib")
    run("cargo", "build", *cargo, "generator", "-p", "proximal-bindgen")
    library = ROOT / target / ("debug" if profile == "dev" else profile) / LIBRARY
    folder.mkdir(parents=True, exist_ok=True)
    generate = ROOT / target / "generator/uniffi-bindgen"
    run(str(generate), "generate", str(library), "-l", "python", "--out-dir", str(folder.resolve()), "--no-format")
    (folder / "__init__.py").write_text('"""Generated: what the core has, as UniFFI writes it."""\n')
    shutil.copy2(library, folder / LIBRARY)


class Build(build_py):
    """The package, and below it what is built."""

    def run(self) -> None:
        super().run()
        native_into(Path("src" if self.editable_mode else self.build_lib) / "proximal/_native")


class Wheel(bdist_wheel):
    """One wheel for all Pythons of a platform: the library does not know Python."""

    def get_tag(self) -> tuple[str, str, str]:
        return "py3", "none", super().get_tag()[2]


class Native(Distribution):
    """Not of Python alone."""

    def has_ext_modules(self) -> bool:
        return True


setup(
    version=tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"],
    distclass=Native,
    cmdclass={"build_py": Build, "bdist_wheel": Wheel},
)
