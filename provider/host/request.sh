# Takes a request of `begin` apart: the whole text, $1, becomes files of the transaction's folder. A header starts in the
# first column, a line of content with a blank; the dot at the end of content stands for what follows its last newline.

read_request() {
  printf '%s\n' "$1" | awk -v dir="$dir" '
    function flush() {
      if (have) printf "%s", substr(kept, 1, length(kept) - 1) > out
      if (out != "") close(out)
      have = 0; out = ""
    }
    /^ / { if (have) print kept > out; kept = substr($0, 2); have = 1; next }
    { flush(); text = substr($0, length($1) + 2) }
    $1 == "file" { print ++files "|" text > (dir "/list"); out = dir "/new." files; printf "" > out }
    $1 == "script" { out = dir "/script" }
    $1 == "step" {
      steps++
      print text > (dir "/title." steps)
      printf "" > (dir "/do." steps)
      printf "" > (dir "/undo." steps)
    }
    $1 == "do" || $1 == "undo" { print text > (dir "/" $1 "." steps) }
    $1 == "check" { print text > (dir "/checks") }
    $1 == "probe" { print text > (dir "/probe-list") }
    $1 ~ /^(id|device|holder|digest|rollback-after|arm-before|fail-at)$/ { print text > (dir "/" $1) }
    $1 == "end" { whole = 1; print steps + 0 > (dir "/steps") }
    END { exit !whole }' && [ "$(tail -n 1 "$dir/script")" = 'run_from_copy "$@"' ]
}
