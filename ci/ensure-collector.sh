#!/usr/bin/env bash
# Makes sure that there is an OpenTelemetry Collector for the smoke tests: build/collector/otelcol, or the
# executable that WEFT_COLLECTOR names.
#
# It may be there from an earlier run; else it is the otelcol-contrib on the PATH, or that of the image
# otel/opentelemetry-collector-contrib, where Docker has it or can pull it, or one that is built from its Go
# modules (ci/collector/builder.yaml), which takes some minutes. Nothing is installed on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

version=0.161.0
image=otel/opentelemetry-collector-contrib:$version
dir=$PWD/build/collector
collector=$dir/otelcol

if [ -n "${WEFT_COLLECTOR:-}" ]; then
  [ -x "$WEFT_COLLECTOR" ] || { echo "WEFT_COLLECTOR=$WEFT_COLLECTOR is no executable" >&2; exit 1; }
  exit 0
fi
if [ -x "$collector" ]; then exit 0; fi
mkdir -p "$dir/source"

from_path() {
  local found
  found=$(command -v otelcol-contrib) || return 1
  ln -s "$found" "$dir/source/otelcol"
}

# The executable is linked statically, so it runs outside of its container, where a test can kill it.
from_image() {
  docker info >/dev/null 2>&1 || return 1
  docker image inspect "$image" >/dev/null 2>&1 || timeout 120 docker pull --quiet "$image" >/dev/null 2>&1 || return 1
  local container
  container=$(docker create --label dev.weft.smoke "$image") || return 1
  docker cp "$container:/otelcol-contrib" "$dir/source/otelcol" >/dev/null
  docker rm "$container" >/dev/null
}

from_modules() {
  command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || {
    echo "no Collector: there is none on this machine, its image cannot be pulled, and building one needs Go, which is not on the PATH" >&2
    return 1
  }
  echo "building a Collector $version from its Go modules, once; this takes some minutes" >&2
  if ! go run "go.opentelemetry.io/collector/cmd/builder@v$version" --config ci/collector/builder.yaml \
    >"$dir/build.log" 2>&1; then
    tail -n 20 "$dir/build.log" >&2
    echo "no Collector: it did not build, see above" >&2
    return 1
  fi
}

rm -f "$dir/source/otelcol"
from_path || from_image || from_modules || exit 1
mv "$dir/source/otelcol" "$collector"
