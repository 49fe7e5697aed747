#!/usr/bin/env bash
# Puts the JDKs that the smoke tests run applications on into build/jdks, side by side, without
# installing anything on this machine:
#
#   ci/fetch-jdks.sh 8 11 17 21 25        gives build/jdks/jdk-8/bin/java, build/jdks/jdk-11/bin/java, ...
#
# A version that is there already, or that the environment names (JAVA_HOME_8, JAVA_HOME_11, ...), is
# left alone. The rest comes from Debian's packages: of each the headless JDK of the first suite that has
# it, checked with Debian's keyring. apt's own state and sources are not touched, and root is not needed.
#
# A suite newer than this system builds against a newer C library. The executables of such a JDK are
# told (by patchelf) to use the C library in build/jdks/runtime, which is fetched too. That ties them to
# this folder's path: fetch again instead of moving it.
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || { echo "usage: $0 VERSION..." >&2; exit 2; }
mkdir -p build/jdks
dir=$PWD/build/jdks

wanted=()
for v; do
  named=JAVA_HOME_$v
  if [ -n "${!named:-}" ]; then
    [ -x "${!named}/bin/java" ] || { echo "$named=${!named} is no JDK" >&2; exit 1; }
  elif [ ! -x "$dir/jdk-$v/bin/java" ]; then
    wanted+=("$v")
  fi
done
[ ${#wanted[@]} -gt 0 ] || exit 0

for tool in apt-get dpkg-deb; do
  command -v "$tool" >/dev/null || {
    echo "JDK ${wanted[*]}: no Debian tools here to fetch with; install them and set $(printf 'JAVA_HOME_%s ' "${wanted[@]}")" >&2
    exit 1
  }
done

# The mirrors are those that this machine's own apt uses.
mirror_of() { # LABEL
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' |
    awk -F'|' -v l="$1" '$1 == "Debian" && $2 == l { sub("/$", "", $3); print $3; exit }'
}
mirror=${DEBIAN_MIRROR:-$(mirror_of Debian)}
security=${DEBIAN_SECURITY_MIRROR:-$(mirror_of Debian-Security)}
[ -n "$mirror" ] || { echo "apt knows no Debian mirror: run apt-get update, or set DEBIAN_MIRROR" >&2; exit 1; }
keyring=${DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
suites="bookworm bullseye trixie sid" # in order of preference
arch=$(dpkg --print-architecture)

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
mkdir -p "$work"/{state/lists/partial,cache/archives/partial,no-parts,deb}
: >"$work/state/status"
for s in $suites; do
  echo "deb [arch=$arch signed-by=$keyring] $mirror $s main"
  [ "$s" = sid ] || [ -z "$security" ] || echo "deb [arch=$arch signed-by=$keyring] $security $s-security main"
done >"$work/sources.list"
# Read before /etc/apt/apt.conf.d, so that a proxy of this machine still holds.
cat >"$work/apt.conf" <<CONF
Dir::State "$work/state";
Dir::State::status "$work/state/status";
Dir::Cache "$work/cache";
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "$work/no-parts";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$work/no-parts";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
export APT_CONFIG=$work/apt.conf
# Container images switch apt's package cache off; without it each look-up takes seconds.
cache=(-o Dir::Cache::pkgcache=pkgcache.bin -o Dir::Cache::srcpkgcache=srcpkgcache.bin)
# An old suite may have left the mirror: only a warning, another may have the version.
apt-get -qq "${cache[@]}" update || echo "warning: not every suite could be read" >&2

newest_in() { # SUITE PACKAGE
  local best= version
  while read -r version; do
    if [ -z "$best" ] || dpkg --compare-versions "$version" gt "$best"; then best=$version; fi
  done < <(apt-cache "${cache[@]}" madison "$2" | awk -F' *[|] *' -v s="$1" \
    '{ split($3, w, " "); split(w[2], c, "/"); if (c[1] == s || c[1] == s "-security") print $2 }')
  echo "$best"
}
unpack() { # PACKAGE=VERSION TARGET
  rm -f "$work"/deb/*
  (cd "$work/deb" && apt-get -qq "${cache[@]}" download "$1")
  dpkg-deb -x "$work"/deb/*.deb "$2"
}

runtime=$dir/runtime
fetch_runtime() {
  [ ! -d "$runtime" ] || return 0
  local p
  for p in libc6 libgcc-s1 libstdc++6 zlib1g; do unpack "$p=$(newest_in sid $p)" "$work/runtime"; done
  mkdir -p "$runtime.new"
  find "$work/runtime" -path "*/*-linux-gnu*/*" -name '*.so*' ! -path '*/gconv/*' ! -path '*/audit/*' \
    -exec cp -P -t "$runtime.new" {} +
  mv "$runtime.new" "$runtime"
}
use_runtime() { # JDK_HOME
  command -v patchelf >/dev/null || { echo "patchelf is needed for a JDK of a newer Debian than this" >&2; exit 1; }
  fetch_runtime
  local file loader rpath
  loader=$(find "$runtime" -name 'ld-linux*.so.*' | head -n 1)
  find "$1" -type f -perm -u+x ! -name '*.so' | while read -r file; do
    patchelf --print-interpreter "$file" >/dev/null 2>&1 || continue
    # The JDK's own libraries carry a RUNPATH, which would lead their search to the system's old
    # libraries: so the executable names them outright. One change a call, patchelf 0.14 mixes up two.
    rpath=$(patchelf --print-rpath "$file")
    patchelf --add-needed libm.so.6 --add-needed libdl.so.2 --add-needed libpthread.so.0 \
      --add-needed librt.so.1 --add-needed libresolv.so.2 --add-needed libgcc_s.so.1 \
      --add-needed libstdc++.so.6 --add-needed libz.so.1 "$file"
    patchelf --force-rpath --set-rpath "$rpath:$runtime" "$file"
    patchelf --set-interpreter "$loader" "$file"
  done
}

own_glibc=$(getconf GNU_LIBC_VERSION | cut -d' ' -f2)
for v in "${wanted[@]}"; do
  package=openjdk-$v version=
  for s in $suites; do
    version=$(newest_in "$s" "$package-jre-headless")
    [ -z "$version" ] || break
  done
  [ -n "$version" ] || { echo "JDK $v: none of the suites ($suites) has it" >&2; exit 1; }
  root=$work/root-$v
  unpack "$package-jre-headless=$version" "$root"
  unpack "$package-jdk-headless=$version" "$root"
  home=$(find "$root/usr/lib/jvm" -maxdepth 1 -type d -name "java-*" | head -n 1)

  # Debian keeps a JDK's settings in /etc and links to them by absolute path: copy them in.
  find "$home" -type l | while read -r link; do
    target=$(readlink "$link")
    case $target in
      /etc/*) rm "$link"; [ ! -e "$root$target" ] || cp -rL "$root$target" "$link" ;;
    esac
  done
  # The trust store is made when the package is installed: take this system's.
  security_dir=$home/lib/security
  [ ! -d "$home/jre/lib/security" ] || security_dir=$home/jre/lib/security
  if [ -e /etc/ssl/certs/java/cacerts ]; then
    mkdir -p "$security_dir"
    cp -L /etc/ssl/certs/java/cacerts "$security_dir/cacerts"
  fi

  rm -rf "$dir/jdk-$v.new"
  cp -a "$home" "$dir/jdk-$v.new"
  glibc=$(apt-cache "${cache[@]}" show "$package-jre-headless=$version" | sed -n 's/.*libc6 (>= \([0-9.]*\)).*/\1/p' | head -n 1)
  if dpkg --compare-versions "$own_glibc" lt "${glibc:-0}"; then use_runtime "$dir/jdk-$v.new"; fi
  mv "$dir/jdk-$v.new" "$dir/jdk-$v"
  rm -rf "$root"
  echo "JDK $v: Debian's $version ($s)"
done
