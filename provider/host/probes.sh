# Probes from the host to the outside: "ping|ADDRESS" and "tcp|HOST:PORT". Only what passed before the change has to pass
# after it. A name that no resolver knows any more would hold a probe up for longer than a client waits.

probe_passes() {
  split "$1"
  case $word in
    ping) within 4 ping -n -q -c 1 -W 2 -- "$a" </dev/null >/dev/null 2>&1 6<&- 7<&- 8<&- 9<&- ;;
    tcp) reach_port "${a%:*}" "${a##*:}" ;;
    *) return 1 ;;
  esac
}

# The host and the port are arguments of the inner shell, never part of its text.
reach_port() {
  target=${1#[}
  target=${target%]}
  within 3 bash -c "exec 3<>/dev/tcp/\$1/\$2" - "$target" "$2" </dev/null >/dev/null 2>&1 6<&- 7<&- 8<&- 9<&-
}

# Before the change: keeps those of $dir/probe-list that pass, in $dir/probes.
remember_probes() {
  : >"$dir/probes"
  [ -f "$dir/probe-list" ] || return 0
  while read -r probe <&3; do
    is_wanted || return 1
    if probe_passes "$probe"; then
      printf '%s\n' "$probe" >>"$dir/probes" || return 1
    else
      say "| probe $probe does not pass now, so it is not asked for afterwards"
    fi
  done 3<"$dir/probe-list"
}

# After the change: each gets a few tries, for switches that learn and neighbours that resolve, and all of them together
# half a minute; one try in any case.
confirm_probes() {
  read_clock
  probe_until=$((now + 30))
  while read -r probe <&3; do
    tries=0
    until probe_passes "$probe"; do
      tries=$((tries + 1))
      read_clock
      if [ "$tries" -ge 4 ] || [ "$now" -ge "$probe_until" ]; then
        replace_all "$probe" '|' ' '
        why="probe $replaced passed before the change and does not pass now"
        return 1
      fi
      sleep 1
    done
  done 3<"$dir/probes"
}
