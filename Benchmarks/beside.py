"""What the benchmarks of the live wire share: a network namespace of their own, and what a command took.

The program is that of 'make build', or the one that IBUKI names.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(os.environ.get("PEERS_OUT", "/tmp/ibuki-peers"))
IBUKI = os.environ.get("IBUKI", str(ROOT / ".build-release" / "release" / "ibuki"))
INSIDE = "IBUKI_BENCHMARK_INSIDE"
MAC = "02:00:00:00:00:0b"
# packet-blast's frame of 60 octets, as an expression.
FRAME = (f"eth(dst={MAC},src=02:00:00:00:00:00)/ip(src=10.33.0.1,dst=10.33.0.2)"
              "/udp(srcport=768,dstport=1792,checksum=0)/hex:" + "00" * 18)
# The shell's script for a pair of virtual interfaces that carries nothing by itself.
PAIR = f"""
ip link set lo up
ip link add a0 address 02:00:00:00:00:0a type veth peer name b0 address {MAC}
for end in a0 b0; do sysctl -qw net.ipv6.conf.$end.disable_ipv6=1; ip link set $end up; done
"""


def enter_namespace(*tools):
    """Begins the script again in a new network namespace, unless it is in one; ends it when a tool is missing."""
    if INSIDE in os.environ:
        return
    name = Path(sys.argv[0]).name
    for tool in ("ip", "unshare", *tools):
        if not shutil.which(tool):
            sys.exit(f"Benchmarks/{name}: {tool} is not installed")
    if not os.access(IBUKI, os.X_OK):
        sys.exit(f"Benchmarks/{name}: {IBUKI} is not there; run 'make build'")
    how = "-n" if os.geteuid() == 0 else "-rn"
    os.environ[INSIDE] = "1"
    os.execvp("unshare", ["unshare", how, sys.executable, *sys.argv])


def shell(script):
    """Runs a script of the shell, which has to succeed; what it prints."""
    return subprocess.run(["sh", "-ec", script], check=True, stdout=subprocess.PIPE, text=True).stdout


def processor_time():
    """Seconds of the processor that children took that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command, statuses=(0,)):
    """Seconds by the clock and of the processor that a command took, and what it printed."""
    before, start = processor_time(), time.monotonic()
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    wall = time.monotonic() - start
    if done.returncode not in statuses:
        raise SystemExit(f"{command}: {done.returncode}: {done.stderr}{done.stdout}")
    return wall, processor_time() - before, done.stdout


def objects(text):
    """The JSON objects of a text that has one a line."""
    return [json.loads(line) for line in text.splitlines()]
