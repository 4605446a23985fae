# A transaction is one folder, $dir; its phase is the first line of $dir/phase and changes by a rename, so a phase is
# never half written, needs no space, and of two that want to change it one wins.

# One line for whoever follows; a full disk may swallow it, the phase does not depend on it.
say() {
  printf '%s\n' "$*" 2>/dev/null >>"$dir/log" || :
}

# Space for one line, taken now and filled in place later.
reserve() {
  printf '%-500s\n' "${2:-reserved}" >"$1"
}

fill() {
  printf '%-500.500s\n' "$2" 1<>"$1"
}

load() {
  dir=$1
  id=${dir##*/}
  read_line "$dir/device"
  device=$line
  read_line "$dir/rollback-after"
  rollback_after=${line:-120}
  read_line "$dir/fail-at"
  fail_at=$line
  read_line "$dir/steps"
  steps=${line:-0}
  read_line "$dir/arm-before"
  arm_before=$line
}

# Is the client still there for it? $arm_before: the moment of our clock from which on it does not wait any more; a client
# that has given up earlier has left a mark (abandon).
is_wanted() {
  why="its client has given up meanwhile"
  [ ! -e "$ABANDONED/$id" ] || return 1
  why="making it ready took longer than its client waits"
  read_clock
  [ -z "$arm_before" ] || [ "$now" -lt "$arm_before" ]
}

# Phase $1, if the present one is among $2; otherwise returns 1. $phase is what it is afterwards, "gone" without a folder.
set_phase() {
  phase=gone
  changed=1
  [ -d "$dir" ] || return 1
  {
    # Nobody keeps it so long; where it cannot be had at all, going on is better than staying cut off.
    lock 60 9
    read_line "$dir/phase"
    phase=${line:-gone}
    # The last moment at which nothing has happened yet.
    if [ "$1" = armed ] && ! is_wanted; then
      phase=unwanted
    elif has_word "$phase" "$2" && rename "$dir/next.$1" "$dir/phase"; then
      phase=$1
      changed=0
    fi
  } 9<"$dir" 2>/dev/null
  return "$changed"
}

# One line that stays, for people and for clients that come late: when, what, how it ended.
write_history() {
  fill "$HISTORY/$id" "$id $device $(date -u +%Y-%m-%dT%H:%M:%SZ) $1" 2>/dev/null || :
}

# Nothing of a final transaction stays but originals and its line in the history. Can be repeated at any point; who comes
# after one that was killed in the middle of a confirmation writes that line.
finish() {
  [ -d "$dir" ] || return 0
  if [ "$1" = confirmed ]; then
    read_line "$HISTORY/$id"
    case $line in *Z\ confirmed*) ;; *) write_history confirmed ;; esac
  fi
  # A systemd that failed once is asked once more: what stays armed would run for nothing.
  disarm_timer || disarm_timer
  disarm_guard
  finish_files "$1"
  # Where nothing can be renamed, what makes it a transaction goes first.
  rename "$dir" "$TRANSACTIONS/.done.$id" || remove -f "$dir/phase"
  remove -rf "$TRANSACTIONS/.done.$id" "$dir"
}

# The facts that a change depends on, as they are now, in $facts.
read_facts() {
  facts=$(observe_files && observe_network)
  facts=$(printf '%s\n' "$facts" | stable_facts)
}

# Where the transaction's own copy of the script begins: WORD FOLDER.
run_from_copy() {
  [ -d "$2" ] || exit 0
  load "$2"
  case $1 in
    work) work ;;
    sleep) sleep "$rollback_after" && expire ;;
    expire) expire ;;
    undo) undo "asked for" ;;
    abandoned) undo "its worker and its timer were gone" ;;
    guard) guard ;;
  esac
  exit 0
}
