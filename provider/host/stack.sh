# The host's own network scripts: ifup, ifdown, the network service. Their exit code proves nothing in either direction
# (ifup says 0 when the kernel refused an option); the checks afterwards are what counts.

# Runs a command of the stack; its output goes to the log. Into a file first: a DHCP client that it leaves behind would
# keep a pipe open for ever. Nor may it inherit our locks.
run_stack() {
  read_clock
  limit=60
  if [ -n "${deadline:-}" ] && [ $((deadline - now)) -lt "$limit" ]; then limit=$((deadline - now)); fi
  if [ "$limit" -lt 1 ]; then
    why="no time left for $*"
    return 1
  fi
  (cd / && within "$limit" "$@" </dev/null >"$dir/output" 2>&1 8<&- 9<&-)
  result=$?
  sed 's/^/| /' "$dir/output" >>"$dir/log" 2>/dev/null
  [ "$result" != 124 ] && [ "$result" != 137 ] && return 0
  why="$* did not end within $limit s"
  return 1
}

stack_up() {
  run_stack /sbin/ifup "$1"
}

# What the files no longer mention stays in the kernel; it is released here.
stack_down() {
  run_stack /sbin/ifdown "$1" || return 1
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
    run_stack systemctl "$1" network.service && return 0
    end_network_job
    return 1
  fi
  for script in /etc/rc.d/init.d/network /etc/init.d/network; do
    [ -x "$script" ] || continue
    run_stack "$script" "$1"
    return
  done
  why="there is no network service on this host"
  return 1
}
