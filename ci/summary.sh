#!/usr/bin/env bash
# summary.sh LOG: what the log of a build says of its tests: the runners' closing lines, then, if
# tests have failed, which and why, in 40 lines at most.
set -euo pipefail
log=$1

grep -E '^(\[[A-Z]+\] )?Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$' "$log" || true
grep -E '^\[INFO\] BUILD |^\[ERROR\] Failed to execute goal' "$log" | head -n 3 || true

# A runner lists them between a heading and its closing line. The first lines of each message do;
# what is not marked as an error belongs to a message, or to a module that is built at the same time.
awk '
  /^\[ERROR\] (Failures|Errors): *$/ { listing = 1; next }
  /^(\[[A-Z]+\] )?Tests run: / { listing = 0 }
  !listing || !NF || /^\[(INFO|WARNING)\]/ { next }
  /^\[ERROR\]   / { printed = 0 }
  printed++ < 4 && total++ < 40 { print substr($0, 1, 200) }
' "$log"
