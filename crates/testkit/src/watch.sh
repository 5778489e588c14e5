# Ends a test server that nobody uses any more. Arguments: lock file, server directory, server pid, idle seconds.
lock=$1 directory=$2 pid=$3 patience=$4
idle=0

running() {
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$directory"
}

while running; do
    sleep 2
    [ -e "$lock" ] || exit 0 # the whole place was removed
    # The lock can be had exclusively only while no test process holds it shared.
    if flock --nonblock --exclusive "$lock" true; then
        idle=$((idle + 2))
    else
        idle=0
        continue
    fi
    [ "$idle" -lt "$patience" ] && continue
    # Kept while ending: a process that comes now waits, and then starts a new server.
    exec 9>>"$lock"
    flock --nonblock --exclusive 9 || { idle=0; continue; }
    # QUIT is PostgreSQL's word for "at once, children too"; KILL is for the one that does not listen.
    kill -QUIT "$pid"
    waited=0
    while running; do
        sleep 1
        waited=$((waited + 1))
        [ "$waited" -eq 5 ] && kill -KILL "$pid"
    done
    rm -rf -- "$directory"
    exit 0
done
