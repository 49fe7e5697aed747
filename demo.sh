#!/usr/bin/env bash
# Builds the agent and two Spring Boot services, runs the services with the agent, sends them
# traffic, and shows the traces in this terminal. Nothing stays running afterwards.
#
#   ./demo.sh              build, run, show
#   ./demo.sh --no-build   run what was built before
#
# OTEL_EXPORTER_OTLP_ENDPOINT sends the spans to a collector of yours instead of this terminal.
set -euo pipefail
cd "$(dirname "$0")"

die() { echo "demo: $*" >&2; exit 1; }
need() { command -v "$1" >/dev/null || die "$1 is needed and not on the PATH ($2)"; }
need java "a JDK, version 17 or later"
need javac "a JDK, version 17 or later; a JRE is not enough"
need curl "it sends the demo's requests"
version=$(javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
[ "${version:-0}" -ge 17 ] || die "JDK 17 or later is needed, 'javac -version' says: $(javac -version 2>&1)"

if [ "${1:-}" != --no-build ]; then
  need mvn "Maven builds the agent"
  echo "demo: building the agent and the two services (the first time takes some minutes) …"
  mvn -q -B -Dquick -DskipTests -pl agent -am package || die "the agent did not build, see above"
  mvn -q -B -f demo/pom.xml package || die "the services did not build, see above"
fi
agent=agent/target/weft-agent.jar
[ -f "$agent" ] || die "$agent is not there: run ./demo.sh without --no-build first"

port=14317
free_port() { # sets $port to the next port on which nobody listens
  port=$((port + 1))
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
}
free_port; view_port=$port
free_port; stock_port=$port
free_port; shop_port=$port

logs=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$logs"
}
trap stop EXIT
trap 'exit 130' INT TERM

if [ -z "${OTEL_EXPORTER_OTLP_ENDPOINT:-}" ]; then
  export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:$view_port
  java -jar "$agent" view --port "$view_port" &
  pids+=($!)
fi
export OTEL_BSP_SCHEDULE_DELAY=${OTEL_BSP_SCHEDULE_DELAY:-500}

service() { # NAME PORT OPTION...
  local name=$1 port=$2; shift 2
  java -javaagent:"$agent" -jar "demo/$name/target/$name-1.0.0.jar" --server.port="$port" "$@" \
    >"$logs/$name.log" 2>&1 &
  pids+=($!)
}
service stock "$stock_port"
service shop "$shop_port" --demo.stock.url="http://127.0.0.1:$stock_port"

ready() { # NAME PORT
  for _ in $(seq 240); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then return; fi
    sleep 0.25
  done
  tail -n 30 "$logs/$1.log" >&2
  die "the $1 service did not start within 60 s"
}
ready stock "$stock_port"
ready shop "$shop_port"
grep -h '^weft' "$logs"/*.log || true

ask() { # PATH WHAT
  printf '\ndemo: GET %-16s %s\n' "$1" "$2"
  curl -s -o /dev/null -w '      answered %{http_code} after %{time_total} s\n' "http://127.0.0.1:$shop_port$1"
  sleep "${DEMO_PAUSE:-3}" # the viewer prints a trace when no span has come for a second
}
ask /orders/tea    "two services, two SQL statements; cold, so the JIT's share is in it"
ask /orders/cup    "the same, warm"
ask /report        "where does the time go?"
ask /orders/none   "an item that does not exist: the error starts in the stock service"
echo "demo: done"
