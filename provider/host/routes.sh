# Routes and rules of policy routing. A route is given as TO VIA DEVICE METRIC FURTHER TYPE, "" for what it does not have:
# FURTHER are words of ip ("src 10.0.0.5 mtu 1400 onlink table 100"), TYPE is that of a route that refuses.

# The table among the words $1, in $table.
find_table() {
  table=main
  before=
  for item in $1; do
    [ "$before" != table ] || table=$item
    before=$item
  done
}

# Whether the kernel has a route. Without a metric any route will do. Sets $metric to the metric of the route that was found.
has_route() {
  family_of "$1" "$2"
  find_table "$5"
  usual=
  [ "$family" != -6 ] || usual=1024
  shown=$(ask_ip "$family" route show "$1" ${5:+table "$table"} ${6:+type "$6"} ${2:+via "$2"} ${3:+dev "$3"} ${4:+metric "$4"})
  [ -n "$shown" ] || return 1
  metric=$(printf '%s\n' "$shown" | metric_of "$2" "$5" "$usual") || return 1
  metric=${4:-$metric} # ip leaves out of its answer what the question names
}

# Prints the metric of the matching line on standard input. A line matches when it has all of the words $2, and a next hop
# only if $1 is one. Among several, the line with the kernel's default metric $3 wins. Fails when no line matches.
metric_of() {
  awk -v via="$1" -v further="$2" -v usual="$3" '
    {
      line = " " $0 " "
      if (via == "" && line ~ / (via|nexthop) /) next
      ok = 1
      count = split(further, word, " ")
      for (i = 1; i <= count; i++) {
        if (word[i] == "onlink") { if (!index(line, " onlink ")) ok = 0 }
        else { if (word[i] != "table" && !index(line, " " word[i] " " word[i + 1] " ")) ok = 0; i++ }
      }
      if (!ok) next
      metric = match(line, / metric [0-9]+ /) ? substr(line, RSTART + 8, RLENGTH - 9) : ""
      if (!found || metric == usual) chosen = metric
      found = 1
    }
    END { print chosen; exit !found }'
}

add_route() {
  ! has_route "$@" || return 0
  # shellcheck disable=SC2086 # words of ip
  try ip "$family" route replace ${6:+"$6"} "$1" ${2:+via "$2"} ${3:+dev "$3"} ${4:+metric "$4"} $5
}

delete_route() {
  [ -z "$3" ] || [ -d "$NET/$3" ] || return 0
  has_route "$@" || return 0
  try ip "$family" route del ${6:+"$6"} "$1" ${2:+via "$2"} ${3:+dev "$3"} ${metric:+metric "$metric"} ${5:+table "$table"}
}

# The rules of family $1, "PRIORITY WORDS" a line, with the numbers of tables in the place of names.
rules_of() {
  {
    cat /usr/share/iproute2/rt_tables /etc/iproute2/rt_tables /etc/iproute2/rt_tables.d/*.conf 2>/dev/null
    echo :
    ask_ip "-$1" rule show
  } | awk '
    BEGIN { number["local"] = 255; number["main"] = 254; number["default"] = 253 }
    /^:/ && !rules { rules = 1; next }
    !rules { if ($1 ~ /^[0-9]/ && !($2 in number)) number[$2] = $1; next }
    {
      text = ""
      for (i = 2; i <= NF; i++) {
        if ($i ~ /^\[.*\]$/) continue
        if ($i == "proto") { i++; continue }
        text = text " " ($(i - 1) == "lookup" && ($i in number) ? number[$i] : $i)
      }
      sub(/:$/, "", $1)
      print $1 text
    }'
}

# Rules are given as FAMILY PRIORITY WORDS; without a priority any will do.
has_rule() {
  rules_of "$1" | awk -v priority="$2" -v words="$3" '
    { have = $1; sub(/^[0-9]+ /, ""); if ($0 == words && (priority == "" || priority == have)) { found = 1; exit } }
    END { exit !found }'
}

add_rule() {
  ! has_rule "$1" "$2" "$3" || return 0
  # shellcheck disable=SC2086 # words of ip
  try ip "-$1" rule add ${2:+priority "$2"} $3
}

delete_rule() {
  has_rule "$1" "$2" "$3" || return 0
  # shellcheck disable=SC2086
  try ip "-$1" rule del ${2:+priority "$2"} $3
}
