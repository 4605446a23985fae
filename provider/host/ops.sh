# The words of a plan's steps. Each makes sure of a state and is harmless when that state is there already; on failure
# it returns 1 and says why in $why.

# Cuts "WORD|ARG|..." into $word $a $b $c $d $e $f; missing arguments are empty. No fork, no here-document (bash makes a
# temporary file of one, and the disk may be full).
split() {
  rest=$1
  next_field
  word=$field
  next_field
  a=$field
  next_field
  b=$field
  next_field
  c=$field
  next_field
  d=$field
  next_field
  e=$field
  next_field
  f=$field
}

next_field() {
  field=${rest%%|*}
  case $rest in
    *"|"*) rest=${rest#*|} ;;
    *) rest= ;;
  esac
}

# Tests make one action of one process fail: "worker:3" in the data is the third one that the worker comes to.
point() {
  points=$((${points:-0} + 1))
  [ "${fail_at:-}" = "${role:-}:$points" ] || return 0
  why="failure asked for at $fail_at: $1"
  return 1
}

# Runs a command that must end soon and leaves no process behind; what it prints is the reason when it fails.
try() {
  output=$(within 20 "$@" 2>&1 </dev/null 8<&- 9<&-) && return 0
  why="$*: ${output:-failed}"
  return 1
}

run_op() {
  why=
  split "$1"
  point "$1" || return 1
  case $word in
    files) if [ "$role" = undo ]; then restore_files; else swap_files; fi ;;
    sysfs) set_option "$a" "$b" "$c" ;;
    create-bond) create_bond "$a" ;;
    delete-bond) delete_bond "$a" ;;
    attach) attach "$a" "$b" ;;
    detach) detach "$a" "$b" ;;
    up | down) set_up "$a" "$word" ;;
    recall) recall "$a" ;;
    address-add) add_address "$a" "$b" ;;
    address-del) delete_address "$a" "$b" ;;
    flush) flush "$a" ;;
    route-add) add_route "$a" "$b" "$c" "$d" "$e" "$f" ;;
    route-del) delete_route "$a" "$b" "$c" "$d" "$e" "$f" ;;
    rule-add) add_rule "$a" "$b" "$c" ;;
    rule-del) delete_rule "$a" "$b" "$c" ;;
    mtu) set_link "$a" mtu mtu "$b" ;;
    mac) set_mac "$a" "$b" ;;
    ifup) stack_up "$a" "$b" "$c" ;;
    ifdown) stack_down "$a" "$b" "$c" ;;
    network) stack_network "$a" "$b" "$c" ;;
    activate) manager_up "$a" ;;
    deactivate) manager_down "$a" ;;
    reread) manager_reread ;;
    reapply) manager_reapply "$a" "$b" ;;
    join) manager_join "$a" "$b" "$c" ;;
    *)
      why="this host's script does not know the step '$word'"
      return 1
      ;;
  esac
}
