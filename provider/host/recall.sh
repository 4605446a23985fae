# What the kernel forgets when a device goes down is saved before anything is touched, and put back word for word: routes of
# all tables, rules, neighbours that do not expire, IPv6 addresses, what stands above. Nobody else knows all of it.

# One reading of all that; one process with a limit for many questions, because a fork is what costs on a slow host.
read_kernel() {
  # shellcheck disable=SC2016 # it is the inner shell that expands them
  within 20 sh -c '
    ask() {
      echo "=$1"
      shift
      ip "$@" 2>/dev/null || echo "=failed ip $*"
    }
    ask link -o link show
    ask addr -o addr show
    ask route4 -o -4 route show table all
    ask rule4 -o -4 rule show
    if [ -e /proc/net/if_inet6 ]; then
      ask route6 -o -6 route show table all
      ask rule6 -o -6 rule show
    fi
    ask neigh neigh show nud permanent
    ask proxy neigh show proxy
    echo =end' </dev/null 2>/dev/null 7<&- 8<&- 9<&-
}

# Rules and neighbours may be unknown to a kernel; without the rest there is nothing to go back to.
save_kernel() {
  point kernel || return 1
  # A plan may have no steps, or no checks.
  : >>"$dir/checks" && : >"$dir/do.0" && : >"$dir/undo.0" || return 1
  {
    for names in table proto; do
      echo "=$names"
      cat /usr/share/iproute2/rt_${names}s /etc/iproute2/rt_${names}s /etc/iproute2/rt_${names}s.d/*.conf 2>/dev/null
    done
    read_kernel
  } >"$dir/kernel" || return 1
  ! grep -qE -e '^=failed ip -o (link|addr|-[46] route) ' "$dir/kernel" || return 1
  grep -qx =end "$dir/kernel"
}

# The op `recall`. What the kernel refuses even now is the matter of the comparison at the end.
recall() {
  [ -f "$dir/kernel" ] || return 0
  find_way
  wanted=$(read_kernel | find_missing "$1" "$way" recall)
  [ -z "$wanted" ] || { put_back 6 && put_back 4; }
}

find_way() {
  way=back
  [ "$role" != worker ] || way=forward
}

# The lines of family $1 in $wanted, all with one command; those that are refused once more, as long as they get fewer.
put_back() {
  left=$(printf '%s\n' "$wanted" | sed -n "s/^$1 //p")
  while [ -n "$left" ]; do
    lines=$left
    case $lines in
      *[\#\"\'\\]*) one_by_one "$1" ;;
      *' table '[!0-9]* | *' lookup '[!0-9]* | *' proto '[!0-9]*) one_by_one "$1" ;;
      *) in_one "$1" || one_by_one "$1" ;;
    esac
    [ "$left" != "$lines" ] || break
  done
  [ -z "$left" ] || printf '%s\n' "$left" | sed 's/^/| not put back: /' 2>/dev/null >>"$dir/log"
  return 0
}

# In $left, what is still to be done; returns 1 where ip knows no -batch.
in_one() {
  output=$(printf '%s\n' "$lines" | within 20 ip "-$1" -force -batch - 2>&1 7<&- 8<&- 9<&-)
  result=$?
  left=
  [ "$result" != 0 ] || return 0
  [ "$result" != 124 ] && [ "$result" != 137 ] || return 0
  case $output in *'Command failed -:'*) ;; *) return 1 ;; esac
  left=$({
    printf '%s\n' "$output" | sed -n 's/^Command failed -:/failed /p'
    printf '%s\n' "$lines"
  } | awk '/^failed [0-9]+$/ { failed[$2]; next } ++row in failed')
}

one_by_one() {
  left=$(printf '%s\n' "$lines" | while read -r text; do
    set -f
    # shellcheck disable=SC2086 # the words of a command
    ask_ip "-$1" $text >/dev/null || printf '%s\n' "$text"
  done)
}

# What was there and is not, in $lost: one line each.
find_lost() {
  lost=
  [ -f "$dir/kernel" ] || return 0
  find_way
  lost=$(read_kernel | find_missing '' "$way" compare) || lost="what ip says could not be read"
}

# The change's last check: it has cost nothing that it was not to take away.
check_kept() {
  point kept || return 1
  read_clock
  limit=$((now + 10))
  [ "$limit" -le "$deadline" ] || limit=$deadline
  while find_lost; [ -n "$lost" ]; do
    read_clock
    if [ "$now" -ge "$limit" ]; then
      replace_all "$lost" "$NEWLINE" '; '
      why="check failed: the change took away what it was to leave alone: $replaced"
      return 1
    fi
    recall ''
    sleep 0.3
  done
}
