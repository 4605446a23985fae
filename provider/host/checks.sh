# What must be true of the kernel after the steps. Every check is waited for, each with its own limit, all of them within
# the transaction's deadline; $found is what there was instead.

run_check() {
  split "$1"
  point "$1" || return 1
  case $word in
    carrier) limit=20 ;;
    dhcp) limit=60 ;;
    partner) limit=95 ;;
    *) limit=10 ;;
  esac
  read_clock
  limit=$((now + limit))
  [ "$limit" -le "$deadline" ] || limit=$deadline
  while ! check_now; do
    read_clock
    if [ "$now" -ge "$limit" ]; then
      replace_all "$1" '|' ' '
      why="check failed: $replaced; found: ${found:-nothing}"
      add_last_words
      return 1
    fi
    sleep 0.3
  done
}

check_now() {
  found=
  case $word in
    sysfs) check_option "$a" "$b" "$c" ;;
    members)
      read_line "$NET/$a/bonding/slaves"
      found=$line
      same_words "$line" "$b"
      ;;
    up) is_up "$a" || found=down && is_up "$a" ;;
    master) [ -e "$NET/$b/brif/$a" ] ;;
    address) has_address "$a" "$b" || find_addresses ;;
    route) has_route "$a" "$b" "$c" "$d" "$e" "$f" || find_routes ;;
    rule) has_rule "$a" "$b" "$c" || find_rules ;;
    mtu) check_file "$NET/$a/mtu" "$b" ;;
    mac) check_file "$NET/$a/address" "$b" ;;
    carrier) check_file "$NET/$a/carrier" 1 ;;
    dhcp) [ -n "$(ask_ip -4 -o addr show dev "$a" scope global)" ] ;;
    partner) check_partner "$a" "$b" ;;
    resolver) grep -qxF -e "$a" /etc/resolv.conf || find_resolvers ;;
    profile) holds_profile "$a" "$b" ;;
    absent) [ ! -e "$NET/$a" ] || found=present && [ ! -e "$NET/$a" ] ;;
    *) found="a check that this host's script does not know" && return 1 ;;
  esac
}

# What there is in the place of what was looked for, for the reason that people read.
find_addresses() {
  found=$(ask_ip -o addr show dev "$a" | awk '{ printf "%s ", $4 }')
  return 1
}

find_routes() {
  found=$(ask_ip "$family" route show table "$table" | tr '\n' ';')
  return 1
}

find_rules() {
  found=$(ask_ip "-$a" rule show | tr '\t\n' ' ;')
  return 1
}

find_resolvers() {
  found=$(tr '\n' ';' </etc/resolv.conf)
  return 1
}

check_file() {
  # Reading carrier of a device that is down is an error.
  read_line "$1" 2>/dev/null
  found=$line
  [ "$line" = "$2" ]
}

# An option's value is the first word of its file, or its number, the second; of a list all words count. What is wanted
# may be blank or comma separated.
check_option() {
  read_line "$NET/$1/bonding/$2"
  found=$line
  replace_all "$3" , ' '
  wanted=$replaced
  [ "$line" != None ] || line=
  case $2 in
    arp_ip_target | queue_id | slaves) same_words "$line" "$wanted" ;;
    ad_actor_system) is_system "$line" "$wanted" "$1" ;;
    *) [ "$line" = "$wanted" ] || [ "${line%% *}" = "$wanted" ] || [ "${line#* }" = "$wanted" ] ;;
  esac
}

# A bond's own address does for none (use_own_address).
is_system() {
  [ "$1" != "$2" ] || return 0
  [ "$2" = 00:00:00:00:00:00 ] && read_line "$NET/$3/address" && [ "$1" = "$line" ]
}

same_words() {
  for item in $1; do has_word "$item" "$2" || return 1; done
  for item in $2; do has_word "$item" "$1" || return 1; done
}

# There is a LACP partner, and packets go through those of the members $2 that have carrier.
check_partner() {
  partner=none
  active=
  member=
  side=
  found=
  while read -r text; do
    read_lacp "$text" "$2"
  done <"$BONDS/$1"
  judge_port "$2"
  [ "$partner" != 00:00:00:00:00:00 ] || partner=none
  [ -n "$found" ] || [ "$partner" = none ] || return 0
  found="partner $partner$found"
  return 1
}

# One line of /proc/net/bonding/BOND; $member is empty until the first member's block.
read_lacp() {
  value=${1#*: }
  case $1 in
    "Slave Interface: "*)
      judge_port "$2"
      member=$value
      aggregator=
      ours=
      theirs=
      ;;
    "Aggregator ID: "*) if [ -n "$member" ]; then aggregator=$value; else active=$value; fi ;;
    "Partner Mac Address: "*) partner=$value ;;
    "details actor lacp pdu:") side=ours ;;
    "details partner lacp pdu:") side=theirs ;;
    "port state: "*) if [ "$side" = ours ]; then ours=$value; else theirs=$value; fi ;;
  esac
}

# Adds to $found why LACP lets nothing through $member, where it is one of $1 and has carrier. The bits of a port's state:
# 8 in sync, 16 collecting, 32 distributing; older drivers do not show it.
judge_port() {
  [ -n "$member" ] && has_word "$member" "$1" || return 0
  read_line "$NET/$member/carrier" 2>/dev/null
  [ "$line" = 1 ] || return 0
  if [ "$aggregator" != "$active" ]; then
    found="$found; $member is in aggregator ${aggregator:-none}, not in the active one (${active:-none})"
  elif [ -n "$ours" ] && [ $((ours & 48)) != 48 ]; then
    found="$found; $member is in the active aggregator but carries nothing"
    [ -z "$theirs" ] || [ $((theirs & 8)) != 0 ] || found="$found: the partner is not in sync"
  fi
}
