# What clients ask of a transaction that has begun. Replies are lines on standard output.

refuse() {
  printf 'refused %s %s\n' "$1" "$2"
  exit 2
}

need_root() {
  is_root || refuse not-root "changing the network needs root"
}

# Prints the log, open as descriptor 7, as it grows, until the transaction needs nothing more from itself. What is open
# can be read to its end when the folder has gone already.
follow_log() {
  read_clock
  give_up_at=$((now + rollback_after + 300))
  silent=0
  while :; do
    # The phase is looked at before the rest of the log is read, so the last lines are never missed.
    read_line "$dir/phase" 2>/dev/null
    phase=${line:-gone}
    while read -r text <&7; do
      last=$text
      silent=0
      printf '%s\n' "$text" || exit 3
    done
    case $phase in
      applied)
        # The phase is there before the worker has told it in the log.
        [ "${last:-}" = "phase applied" ] || echo "phase applied"
        exit 0
        ;;
      gone) break ;;
    esac
    read_clock
    # To ask systemd costs more than to wait: only after a second without a word.
    silent=$((silent + 1))
    if [ "$now" -ge "$give_up_at" ] || { [ "$silent" -gt 10 ] && ! is_pending; }; then
      read_line "$dir/phase" 2>/dev/null
      if [ "${line:-gone}" = "$phase" ]; then exit 3; fi
    fi
    sleep 0.1
  done
  case ${last:-} in
    'phase rolled-back'*) exit 1 ;;
  esac
  tell_history
  [ "$outcome" = confirmed ] || exit 1
}

# How a transaction without a folder ended, from its line in the history.
tell_history() {
  outcome=unknown
  [ -n "$id" ] && [ -f "$HISTORY/$id" ] || return 1
  read_line "$HISTORY/$id"
  line=${line#* * * }
  outcome=${line%% *}
  case $line in
    *' '*) reason=${line#* } ;;
    *) reason= ;;
  esac
  printf 'phase %s %s\n' "$outcome" "$reason"
}

# The transaction of id $1, or the pending one; without a folder the answer is in the history.
find_transaction() {
  case $1 in *[!A-Za-z0-9-]*) refuse unknown "there is no such transaction" ;; esac
  dir=
  for folder in "$TRANSACTIONS"/${1:-*}; do
    if [ -f "$folder/phase" ]; then load "$folder"; fi
  done
  [ -z "$dir" ] || return 0
  id=$1
  return 1
}

read_id() {
  id=
  read -r id || :
  need_root
}

follow() {
  read_id
  if find_transaction "$id"; then
    exec 7<"$dir/log"
    follow_log
  else
    tell_history || refuse unknown "there is no transaction $id on this host"
    [ "$outcome" = confirmed ] || exit 1
  fi
}

# Gives up transaction $1, which has not been armed: it never will be. The mark is there before the phase is read, and
# whoever arms looks for the mark under the same lock. 1: it was too late for that, or there is no place for the mark.
abandon() {
  { mkdir -p "$ABANDONED" && printf '' >"$ABANDONED/$1"; } 2>/dev/null || return 1
  if find_transaction "$1"; then
    abandoned=no
    {
      if lock 20 9; then
        read_line "$dir/phase"
        case $line in '' | prepared) abandoned=yes ;; esac
      fi
    } 9<"$dir" 2>/dev/null
    [ "$abandoned" = no ] || return 0
  elif ! tell_history >/dev/null; then
    return 0
  fi
  remove -f "$ABANDONED/$1"
  return 1
}

# The first line is the transaction's id. The second is "applied" when the client had heard, before it made this
# connection, that the change was whole: only such a connection proves that the changed host can be reached. To any other,
# the host says at once where the change is, and the client connects anew. provider/host/README.md has every message.
confirm() {
  read_id
  read -r heard || heard=
  role=confirm
  line=none
  if find_transaction "$id"; then read_line "$dir/phase"; fi
  phase=$line
  case $phase in
    applied)
      [ "$heard" = applied ] || refuse pending applied
      offer
      ;;
    armed | applying | rolling-back)
      is_pending || detach_script abandoned
      refuse pending "$phase"
      ;;
    confirmed) finish confirmed ;;
    *) answer_from_history ;;
  esac
  sync_disk 30
  printf 'phase confirmed\nobservation\n'
  observe
}

# Keeps the change when the client acknowledges, on this very connection, an offer that nobody can guess: what the host
# says arrives then, and the other way round. Without that, the timer goes on.
offer() {
  if ! { point probes && confirm_probes; }; then refuse probe "$why"; fi
  point confirm || refuse probe "$why"
  sync_disk 30 || refuse pending applied
  read_line /proc/sys/kernel/random/uuid
  token=$line
  printf 'offer %s\n' "$token"
  [ "$(within 20 head -n 1 <&6)" = "keep $token" ] || refuse pending applied
  if set_phase confirmed applied || [ "$phase" = confirmed ]; then
    finish confirmed
  elif [ "$phase" != gone ]; then
    refuse pending "$phase"
  else
    answer_from_history
  fi
}

# Of a transaction without a folder, or of one whose folder says that nothing has begun. Returns when it is confirmed.
answer_from_history() {
  outcome=none
  case $line in
    '' | prepared) ;;
    *) tell_history >/dev/null ;;
  esac
  case $outcome in
    confirmed) return 0 ;;
    rolled-back) refuse rolled-back "$reason" ;;
    none | unknown)
      if abandon "$id"; then refuse unknown "the change had not begun on this host, and will not"; fi
      refuse pending unclear
      ;;
    *) refuse unclear "its history ends with '$outcome', and nothing else is left of it" ;;
  esac
}

# By a process of its own: this session may be cut on the way back as well.
rollback() {
  read_id
  line=none
  if find_transaction "$id"; then read_line "$dir/phase"; fi
  case $line in
    none | '' | prepared) undo_nothing ;;
  esac
  exec 7<"$dir/log"
  set_phase rolling-back "armed applying applied" || [ "$phase" != confirmed ] || refuse confirmed "it is too late to roll back"
  detach_script undo
  follow_log
}

# What has not begun cannot be undone, and will not begin any more; what is over has its line in the history.
undo_nothing() {
  [ -n "$id" ] || refuse unknown "there is nothing to roll back"
  if [ "$line" = none ] && tell_history; then
    [ "$outcome" = rolled-back ] || refuse "$outcome" "it is too late to roll back"
    exit 1
  fi
  if abandon "$id"; then refuse unknown "the change had not begun, and will not"; fi
  refuse pending "the change begins just now"
}

transactions() {
  need_root
  for file in "$HISTORY"/*; do
    [ -f "$file" ] || continue
    read_line "$file"
    printf '%s\n' "$line"
  done
  find_transaction '' || return 0
  read_line "$dir/phase"
  phase=$line
  read_line "$dir/holder"
  printf 'now: %s on %s, %s, by %s\n' "$id" "$device" "$phase" "$line"
}
