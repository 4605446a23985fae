# Keeps a change, when its client can be reached by the changed host. README.md has every message and every cut.

# The first line is the transaction's id. The second is "applied" when the client had heard, before it made this
# connection, that the change was whole: only such a connection proves that the changed host can be reached. To any other,
# the host says at once where the change is, and the client connects anew.
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
      if abandon "$id"; then
        read_line /etc/machine-id
        refuse unknown "the change had not begun on machine $line, and will not"
      fi
      refuse pending unclear
      ;;
    *) refuse unclear "its history ends with '$outcome', and nothing else is left of it" ;;
  esac
}
