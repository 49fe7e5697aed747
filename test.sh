#!/usr/bin/env bash
# Builds everything and runs every test. Needs a JDK (17 or later) and Maven; as root on Debian it
# installs the rest that it needs, elsewhere it says what is missing and what is left out.
#
#   ./test.sh            all: unit tests, the packaged jar, smoke tests on JDK 8 to 25 and with databases
#   ./test.sh --quick    unit tests only
#   ./test.sh --smoke    smoke tests only, with an agent that is built without its tests
#   ./test.sh --smoke WORDS    those that fit the words (tomcat,jdk21), or all of them: all
set -euo pipefail
cd "$(dirname "$0")"

mode=${1:---all} selection=${2:-}
case $mode in
  --smoke) [ $# -le 2 ] ;;
  --all | --quick) [ $# -le 1 ] ;;
  *) false ;;
esac || {
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
# Those that hand contexts over between threads, which differ from JDK to JDK.
hand_overs=
for module in executors completable-future threads timer guava-10.0 jboss-threads-2.3 jetty-util-9.4 \
  kotlin-coroutines-1.0 netty-common-4.0 reactor-3.1 rxjava-3.0 spring-core-5.3; do
  hand_overs+=${hand_overs:+,}instrumentation/$module
done
# Those that are tested on the first and on the latest version of their library; the ones above are,
# on newer JDKs.
libraries=$(grep -l '<id>latest</id>' instrumentation/*/pom.xml | xargs -n 1 dirname |
  grep -vxF "${hand_overs//,/$'\n'}" | paste -sd, -)
die() { echo "test: $*" >&2; exit 1; }
note() { echo "test: $*"; }

command -v mvn >/dev/null || die "Maven (mvn) is needed and not on the PATH"
command -v javac >/dev/null || die "a JDK is needed, version 17 or later; there is no javac on the PATH"
version=$(javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
[ "${version:-0}" -ge 17 ] || die "JDK 17 or later is needed, 'javac -version' says: $(javac -version 2>&1)"

# The words of a selection: the tags of smoke tests, and jdk8, jdk11, ... The newest JDK is too new for
# the fixed selection.
newest=27
jdks="8 11 17 21 25"
smoke=()
if [ -n "$selection" ]; then
  tags=$(grep -rhoP '@Tag\("\K[^"]+' smoke-tests/src/test/java | sort -u | grep -vx matrix)
  named= words=
  for word in ${selection//,/ }; do
    if [ "$word" = all ]; then
      :
    elif [[ $word = jdk* && " $jdks $newest " = *" ${word#jdk} "* ]]; then
      named+=" ${word#jdk}"
    elif grep -qxF -e "$word" <<<"$tags"; then
      words+=${words:+ | }$word
    else
      die "nothing is called '$word'. There is: all, $(printf 'jdk%s, ' $jdks $newest)${tags//$'\n'/, }"
    fi
  done
  jdks=${named:-$jdks $newest}
  smoke=(-Dweft.smoke.words="$words" -Dweft.smoke.without=none -Dweft.smoke.jdks="$(echo $jdks | tr ' ' ,)")
fi

if [ "$mode" = --quick ]; then
  exec mvn -B test
fi

dockerd=
cleanup() {
  if docker info >/dev/null 2>&1; then
    docker ps -aq --filter label=dev.weft.smoke | xargs -r docker rm -f >/dev/null || true
  fi
  [ -z "$dockerd" ] || kill "$dockerd" 2>/dev/null || true
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# Debian's patchelf is needed to run the JDKs of a newer Debian.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v patchelf >/dev/null; then
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -y -q --no-install-recommends patchelf >/dev/null
fi
ci/fetch-jdks.sh $jdks || {
  [ "${CI:-}" != true ] || die "the JDKs are missing, see above"
  note "going on with the JDKs that are there"
}

# Where a Collector must be built that takes minutes, so it goes on beside what follows.
ci/ensure-collector.sh &
collector=$!

if dockerd=$(ci/ensure-docker.sh) && ci/ensure-base-image.sh; then
  services="mariadb postgresql rabbitmq redis"
  [ -z "$selection" ] || services+=" java nginx" # only what has the tag matrix needs these
  for service in $services; do
    docker build -q --target "$service" -t "weft-smoke/$service" ci/docker >/dev/null ||
      die "the image of $service did not build: docker build --target $service ci/docker"
  done
  set -a
  . ci/testcontainers.env
  set +a
else
  [ "${CI:-}" != true ] || die "no containers, see above"
  note "without containers: the tests with real databases and brokers are skipped"
fi

wait "$collector" || {
  [ "${CI:-}" != true ] || die "no Collector, see above"
  note "without a Collector: the tests with a real one are skipped"
}

if [ -f demo/pom.xml ]; then
  mvn -q -B -f demo/pom.xml -DskipTests package
fi
if [ "$mode" = --smoke ]; then
  rm -f smoke-tests/target/cells/results.md
  mvn -B -Dquick -Dweft.skipUnitTests=true "${smoke[@]}" -pl smoke-tests -am verify
  [ -z "$selection" ] || [ -f smoke-tests/target/cells/results.md ] || die "no cell fits all of '$selection'"
else
  # Two modules at a time: much of a test is waiting.
  mvn -B -T 2 --fail-at-end -Dweft.tested=first verify
  note "the instrumentations of libraries again, on the libraries' latest versions"
  mvn -B -T 2 --fail-at-end -Dquick -Platest -Dtest='dev/weft/instrumentation/**/*Test' \
    -Dsurefire.failIfNoSpecifiedTests=false \
    -pl "$libraries" -am test
  # 17 is what the build runs on; 8 and 11 are the smoke tests' part.
  newer=
  for version in 21 25; do
    variable=JAVA_HOME_$version
    java=${!variable:-$PWD/build/jdks/jdk-$version}/bin/java
    if [ -x "$java" ]; then
      note "hand-overs between threads again, on the libraries' latest versions and JDK $version"
      mvn -B -T 2 --fail-at-end -Dquick -Platest -Djvm="$java" -Dtest='dev/weft/instrumentation/**/*Test' \
        -Dsurefire.failIfNoSpecifiedTests=false \
        -pl "$hand_overs" -am test
      newer=tested
    fi
  done
  if [ -n "$newer" ]; then
    note "docs/supported-libraries.md held against what was tested"
    mvn -B -q -T 2 -Dquick -Dtest=SupportedLibrariesTest -Dweft.tested=latest \
      -Dsurefire.failIfNoSpecifiedTests=false \
      -pl agent -am test
  fi
fi
