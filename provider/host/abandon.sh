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
