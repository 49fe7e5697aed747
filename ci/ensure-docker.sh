#!/usr/bin/env bash
# Makes sure that a Docker engine answers. Where one does, nothing happens. Root on Debian gets
# Debian's docker.io and a dockerd that this script starts; its process id is then the only thing on
# standard output, so that the caller can end it:
#
#   pid=$(ci/ensure-docker.sh); trap '[ -z "$pid" ] || kill "$pid"' EXIT
set -euo pipefail

if docker info >/dev/null 2>&1; then exit 0; fi
[ "$(id -u)" = 0 ] || { echo "no Docker engine answers, and only root can start one" >&2; exit 1; }

if ! command -v dockerd >/dev/null; then
  command -v apt-get >/dev/null || { echo "no Docker engine here, and no apt-get to install one" >&2; exit 1; }
  apt-get update -q >&2
  # dockerd needs iptables for the bridge network and published ports.
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -y -q --no-install-recommends docker.io iptables ca-certificates >&2
fi
# On a machine with an init system the package has started it by now.
for _ in 1 2 3; do
  if docker info >/dev/null 2>&1; then exit 0; fi
  sleep 1
done

log=$(mktemp -t dockerd.XXXXXX)
setsid dockerd >"$log" 2>&1 </dev/null &
pid=$!
for _ in $(seq 60); do
  if docker info >/dev/null 2>&1; then
    echo "$pid"
    exit 0
  fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.5
done
tail -n 20 "$log" >&2
kill "$pid" 2>/dev/null || true
echo "dockerd did not start" >&2
exit 1
