"""What the benchmark ran on: enough to judge the times, nothing that names the machine."""

import os
import platform
from importlib import metadata
from pathlib import Path

_PACKAGES = ("onething-optimizer", "ortools", "pyjobshop", "networkx", "pydantic")
_KIB_IN_GIB = 1024 * 1024


def description() -> dict[str, str]:
    """Processor, cores, memory, system and versions, in words."""
    found = {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
    }
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.is_file():
        for line in listed.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _memory() -> str:
    listed = Path("/proc/meminfo")
    if listed.is_file():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("MemTotal:"):
                return f"{int(line.split()[1]) / _KIB_IN_GIB:.0f} GiB"
    return "unknown"
