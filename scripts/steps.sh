# Shared by the scripts beside it: say what happens, show that it goes on, end in one clear line.
# shellcheck shell=bash

fail() {
    printf 'intera: %s\n' "$*" >&2
    exit 1
}

# run_step LABEL LOG FOLDER COMMAND...: run COMMAND with its output in LOG, showing seconds (and the
# size of FOLDER when it is not empty) while it runs. Returns what COMMAND returned.
run_step() {
    local label=$1 log=$2 folder=$3
    shift 3
    local started=$SECONDS shown=0 child code=0 state
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 &
    child=$!
    # shellcheck disable=SC2064  # the child's number is meant now, not later
    trap "kill $child 2>/dev/null; exit 130" INT TERM
    while kill -0 "$child" 2>/dev/null; do
        sleep 0.2
        state=$((SECONDS - started))
        if [ -t 1 ]; then
            if [ $((state - shown)) -ge 1 ]; then
                shown=$state
                printf '\r  %s ... %d s%s ' "$label" "$state" "$(folder_size "$folder")"
            fi
        elif [ $((state - shown)) -ge 10 ]; then
            shown=$state
            printf '  %s ... %d s%s\n' "$label" "$state" "$(folder_size "$folder")"
        fi
    done
    wait "$child" || code=$?
    trap - INT TERM
    [ -t 1 ] && printf '\r\033[K'
    if [ "$code" -eq 0 ]; then
        printf '  %s: done in %d s\n' "$label" $((SECONDS - started))
    fi
    return "$code"
}

folder_size() {
    if [ -n "$1" ] && [ -d "$1" ]; then
        printf ', %s MB' "$(du -sm "$1" 2>/dev/null | cut -f1)"
    fi
}

# find_python: print the path of the first Python that is new enough, or end in one line naming what was found.
find_python() {
    local name path version found=""
    for name in ${INTERA_PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14; do
        command -v "$name" >/dev/null 2>&1 || continue
        version=$("$name" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            path=$("$name" -c 'import sys; print(sys.executable)')
            "$path" -c 'import ensurepip, venv' 2>/dev/null ||
                fail "Python $version at $path lacks its venv module: install the package python3-venv"
            printf '%s\n' "$path"
            return
        fi
        found="$found${found:+, }$name is $version"
    done
    fail "Python 3.11 or newer is needed; found: ${found:-no Python at all}. Install it, or name it in INTERA_PYTHON"
}

# need_disk FOLDER MEGABYTES: end in one line when the disk FOLDER will live on has less room than that.
need_disk() {
    local folder=$1 needed=$2 free
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    free=$(($(df -Pk "$folder" | awk 'NR == 2 { print $4 }') / 1024))
    [ "$free" -ge "$needed" ] ||
        fail "not enough disk: $(realpath "$folder") has $free MB free, $needed MB are needed"
}

# explain_failure WHAT LOG: end in one line that names the likely reason a step failed.
explain_failure() {
    local what=$1 log=$2 reason="see the last lines of $2"
    if grep -qiE 'no space left' "$log"; then
        reason="the disk is full"
    elif grep -qiE 'name resolution|dns error|resolve host|connection refused|timed out|connect error|unreachable|NewConnectionError|error sending request|failed to fetch|No matching distribution' "$log"; then
        reason="the package index cannot be reached; is there a network? (log: $log)"
    fi
    fail "$what failed: $reason"
}
