#!/usr/bin/env bash
# Makes sure that the Docker engine has the Debian base image of ci/docker/Dockerfile:
#
#   ci/ensure-base-image.sh [SUITE]       default: bookworm, as debian:bookworm-slim
#
# It may be there already, or can be pulled; where no container registry can be reached, root builds it
# with debootstrap from the mirror that this machine's own apt uses. An image that was built so has the
# label dev.weft.base=debootstrap, so that nobody takes it for the official one.
set -euo pipefail

suite=${1:-bookworm}
image=debian:$suite-slim
if docker image inspect "$image" >/dev/null 2>&1; then exit 0; fi
# A refused name fails at once; the time limit is for a network that drops packets.
if timeout 120 docker pull --quiet "$image" >/dev/null 2>&1; then exit 0; fi

[ "$(id -u)" = 0 ] || { echo "$image cannot be pulled, and only root can build it" >&2; exit 1; }
mirror_of() { # LABEL
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' |
    awk -F'|' -v l="$1" '$1 == "Debian" && $2 == l { sub("/$", "", $3); print $3; exit }'
}
if ! command -v debootstrap >/dev/null; then
  apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -y -q --no-install-recommends debootstrap >&2
fi
mirror=${DEBIAN_MIRROR:-$(mirror_of Debian)}
security=${DEBIAN_SECURITY_MIRROR:-$(mirror_of Debian-Security)}
[ -n "$mirror" ] || { echo "apt knows no Debian mirror: run apt-get update, or set DEBIAN_MIRROR" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root
script=/usr/share/debootstrap/scripts/$suite
[ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid # a suite newer than this debootstrap
debootstrap --variant=minbase --force-check-gpg "$suite" "$root" "$mirror" "$script" >"$work/log" 2>&1 ||
  { tail -n 20 "$work/log" >&2; exit 1; }

# As the official slim images are: no documentation, no daemon started by a package, no kept packages.
cat >"$root/etc/dpkg/dpkg.cfg.d/slim" <<CONF
force-unsafe-io
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-include /usr/share/locale/locale.alias
CONF
cat >"$root/etc/apt/apt.conf.d/slim" <<CONF
APT::Install-Recommends "false";
Acquire::Languages "none";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };
CONF
# A mirror may lag behind: where this machine's apt accepts that, so does the image's.
apt-config dump | grep -E '^Acquire::Check-(Valid-Until|Date) ' >>"$root/etc/apt/apt.conf.d/slim" || true
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
{
  echo "deb $mirror $suite main"
  echo "deb $mirror $suite-updates main"
  [ -z "$security" ] || echo "deb $security $suite-security main"
} >"$root/etc/apt/sources.list"
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/cache/apt/*.bin "$root"/var/lib/apt/lists/* \
  "$root"/usr/share/doc/* "$root"/usr/share/info/* "$root"/usr/share/locale/*
find "$root/usr/share/man" -type f -delete # some packages need the folders

tar -C "$root" --numeric-owner --one-file-system -c . |
  docker import --change 'CMD ["bash"]' --change 'LABEL dev.weft.base=debootstrap' - "$image" >/dev/null
