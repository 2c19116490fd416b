# shellcheck shell=bash
# Functions that all suites share; each suite reads this file first.
#
# A suite prints what its runner prints, then a line of counts, NAME: N passed, N failed, N skipped; several lines if
# several runners work for it. It ends with exit "$outcome". test/check gives it FW_CLUSTER, the directory of a running
# cluster, the variables that lead psql there, PG_CONFIG, and FW_SHARED if there is real data.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

: "${FW_CLUSTER:?run it by test/check $(basename "$0")}"
# shellcheck disable=SC2034
readonly logs=build/check
outcome=0

# Counts the tests of a runner, its failures, its skips, and its status. A runner that broke off before it could count,
# or found nothing to run, is a failure too.
count() {
    local name=$1 tests=$2 failed=$3 skipped=$4 status=$5
    if [ "$failed" = 0 ] && { [ "$status" != 0 ] || [ "$tests" = 0 ]; }; then
        echo "$name: the runner broke off, status $status"
        failed=1 tests=$((tests + 1))
    fi
    printf '%-15s %d passed, %d failed, %d skipped\n' "$name:" $((tests - failed - skipped)) "$failed" "$skipped"
    # shellcheck disable=SC2034
    [ "$failed" = 0 ] || outcome=1
}

# The first number in what the pattern finds in a runner's report, or 0.
number() {
    grep -oE "$1" "$2" | grep -oE '[0-9]+' | head -n 1 || echo 0
}

# The sum of the numbers in all that the pattern finds.
sum_of() {
    { grep -oE "$1" "$2" || true; } | { grep -oE '[0-9]+' || true; } | awk '{ sum += $1 } END { print sum + 0 }'
}

# Runs a program and counts by its last line, NAME: N passed, N failed.
count_program() {
    local name=$1 status=0 log=$logs/$1.out failed
    "$2" 2>&1 | tee "$log" || status=$?
    failed=$(number '[0-9]+ failed$' <(grep "^$name: " "$log"))
    count "$name" $(($(number "^$name: [0-9]+ passed" "$log") + failed)) "$failed" 0 "$status"
}

# Runs make installcheck. Both runners of the server report alike: "All 4 tests passed" or "1 of 4 tests failed".
installcheck() {
    local name=$1 status=0 log=$logs/$1.out skipped
    shift
    rm -rf results regression.diffs
    make -s installcheck TAP_TESTS= FW_TEST_LIB="$FW_CLUSTER/boundary.so" "$@" 2>&1 | tee "$log" || status=$?
    [ ! -s regression.diffs ] || cat regression.diffs
    skipped=$(grep -l '^skipped:' results/*.out 2>/dev/null | wc -l) || true
    count "$name" "$(number '[0-9]+ tests? (passed|failed)' "$log")" "$(number '[0-9]+ of [0-9]+ tests? failed' "$log")" \
        "$skipped" "$status"
}

# The module of the test boundary. The server may not be allowed to read the checkout.
install_boundary() {
    make -s test/boundary/boundary.so && install -m 755 test/boundary/boundary.so "$FW_CLUSTER"
}
