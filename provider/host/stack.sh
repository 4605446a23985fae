# The host's own network scripts: ifup, ifdown, the network service. Their exit code proves nothing in either direction
# (ifup says 0 when the kernel refused an option); the checks afterwards are what counts.

# Runs a command of the stack for at most $1 seconds, enough for what its files ask it to wait for ($2, in words). Its output
# goes to the log; into a file first: a DHCP client that it leaves behind would keep a pipe open for ever. Nor may it
# inherit our locks.
run_stack() {
  find_limit "${1:-60}" "${2:-}"
  shift 2
  if [ "$limit" -lt 1 ]; then
    why="no time left for $*; a longer apply.rollbackAfter gives it more"
    return 1
  fi
  stack_command=$*
  (cd / && within "$limit" "$@" </dev/null >"$dir/output" 2>&1 8<&- 9<&-)
  result=$?
  sed 's/^/| /' "$dir/output" >>"$dir/log" 2>/dev/null
  [ "$result" != 124 ] && [ "$result" != 137 ] && return 0
  why="$* did not end within $limit s${reason:+ ($reason)}"
  add_last_words
  return 1
}

# The way back has no deadline: the start that brings the host back is not cut short, it gets twice the time. On the way
# there the command must leave the time for a way back.
find_limit() {
  limit=$1
  reason=${2:+enough for $2}
  if [ -z "${deadline:-}" ]; then
    limit=$((limit * 2))
    return 0
  fi
  read_clock
  [ $((deadline - now)) -lt "$limit" ] || return 0
  limit=$((deadline - now))
  reason="all that was left of the rollback timer; a longer apply.rollbackAfter gives it more"
}

# Appends to $why what the last command of the stack said: the reason is often there and nowhere else. What systemd ran
# speaks to the journal. RHEL 8's advice to leave network-scripts is no reason.
add_last_words() {
  [ -n "${stack_command:-}" ] || return 0
  case $stack_command in
    systemctl*) within 5 journalctl -q -o cat -n 20 -u network.service </dev/null >"$dir/output" 2>/dev/null 8<&- 9<&- ;;
  esac
  words=$(tr -d '\000-\010\013-\037\177' 2>/dev/null <"$dir/output" | awk '
    !/[^ \t]/ || /network-scripts|NetworkManager/ { next }
    { sub(/^[ \t]+/, ""); sub(/[ \t.]+$/, ""); said[n++] = substr($0, 1, 150) }
    END { for (i = n > 3 ? n - 3 : 0; i < n; i++) { printf "%s%s", between, said[i]; between = "; " } }')
  why="$why${words:+; $stack_command said: $words}"
}

stack_up() {
  run_stack "$2" "$3" /sbin/ifup "$1"
}

# What the files no longer mention stays in the kernel; it is released here.
stack_down() {
  run_stack "$2" "$3" /sbin/ifdown "$1" || return 1
  [ ! -d "$NET/$1/bonding" ] || release_members "$1"
}

# systemd goes on with what its client no longer waits for: a network that went down after our way back would cut the host
# off. What the script started and let go of, a DHCP client say, has a session of its own and stays.
end_network_job() {
  for job in $(within 20 systemctl show -p ControlPID -p MainPID network.service 2>/dev/null </dev/null 8<&- 9<&-); do
    [ "${job#*=}" = 0 ] || kill_session "${job#*=}"
  done
}

# Through systemd where the service is known there, so that its state stays right; but systemd does nothing to stop a
# service that it takes for stopped, then the init script itself is asked.
stack_network() {
  if has_systemd && { [ "$1" = start ] || within 20 systemctl -q is-active network.service; }; then
    run_stack "$2" "$3" systemctl "$1" network.service && return 0
    end_network_job
    return 1
  fi
  for script in /etc/rc.d/init.d/network /etc/init.d/network; do
    [ -x "$script" ] || continue
    run_stack "$2" "$3" "$script" "$1"
    return
  done
  why="there is no network service on this host"
  return 1
}
