"""What machine this is, and what else it is doing."""

import os
import platform
import re
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_model():
    """The processor by name, or by family and model where it has no name to speak of."""
    info = Path("/proc/cpuinfo").read_text()

    def field(name):
        found = re.search(rf"^{name}\s*:\s*(.*)$", info, re.M)
        return found.group(1).strip() if found else ""

    name = re.sub(r"\((R|TM)\)|@.*|CPU|Processor", "", field("model name")).strip()
    return re.sub(r"\s+", " ", f"{name} (family {field('cpu family')}, model {field('model')})")


def features():
    """Which of the instruction sets that matter the processor has."""
    flags = set(re.search(r"^flags\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(), re.M).group(1).split())
    names = {"avx2": "AVX2", "fma": "FMA", "avx512f": "AVX-512F", "avx512dq": "AVX-512DQ", "avx512bw": "AVX-512BW", "avx512vl": "AVX-512VL"}
    return [name for flag, name in names.items() if flag in flags]


def describe():
    """The machine in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cpu_model()}, {os.cpu_count()} processors, {memory:.0f} GiB, {', '.join(features())}; {platform.system()} {platform.release()}"


def commit():
    """The commit of this repository, with + where files differ from it."""
    git = ["git", "-C", str(Path(__file__).resolve().parent)]
    try:
        name = subprocess.run([*git, "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
        changed = subprocess.run([*git, "status", "--porcelain", "--untracked-files=no"], check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "of no known commit"
    return name + ("+" if changed else "")


def slug():
    """The processor as part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", cpu_model().lower()).strip("-")


def processors(count):
    """Which processors that many threads run on: those of different cores first."""
    allowed = sorted(os.sched_getaffinity(0))

    def sibling(cpu):
        path = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        siblings = re.split("[,-]", path.read_text().strip()) if path.exists() else [str(cpu)]
        return siblings.index(str(cpu)) if str(cpu) in siblings else 1

    return set(sorted(allowed, key=lambda cpu: (sibling(cpu), cpu))[:count])


def load():
    """The load average of the last minute."""
    return os.getloadavg()[0]


class Others:
    """How many processors other processes than one, and its children, keep busy: inside `with`, then in .processors."""

    def __init__(self, pid=None):
        self.pid = pid
        self.processors = 0.0

    def __enter__(self):
        self.start = (time.monotonic(), busy(), own(self.pid))
        return self

    def __exit__(self, *_):
        before, all_before, own_before = self.start
        seconds = max(time.monotonic() - before, 1 / TICKS)
        self.processors = max(0.0, (busy() - all_before - (own(self.pid) - own_before)) / seconds)


def busy():
    """Seconds for which processors were busy, summed over them."""
    user, nice, system, _, _, irq, softirq, steal = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS


def own(pid):
    """Seconds for which a process and the children that it waited for were busy."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / TICKS
