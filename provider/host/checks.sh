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
    route) has_route "$a" "$b" "$c" "$d" || find_routes ;;
    mtu) check_file "$NET/$a/mtu" "$b" ;;
    mac) check_file "$NET/$a/address" "$b" ;;
    carrier) check_file "$NET/$a/carrier" 1 ;;
    dhcp) [ -n "$(ask_ip -4 -o addr show dev "$a" scope global)" ] ;;
    partner) check_partner "$a" "$b" ;;
    resolver) grep -qxF -e "$a" /etc/resolv.conf || find_resolvers ;;
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
  found=$(ask_ip "$family" route show | tr '\n' ';')
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

# One active aggregator that holds every member with carrier; $2 = needed: its partner is there.
check_partner() {
  read_line "$NET/$1/bonding/slaves"
  linked=0
  for member in $line; do
    read_line "$NET/$member/carrier" 2>/dev/null
    [ "$line" != 1 ] || linked=$((linked + 1))
  done
  read_line "$NET/$1/bonding/ad_num_ports"
  ports=${line:-0}
  read_line "$NET/$1/bonding/ad_partner_mac"
  found="$ports of $linked linked members in the active aggregator, partner ${line:-none}"
  [ "$linked" -gt 0 ] && [ "$ports" = "$linked" ] || return 1
  [ "$2" != needed ] || { [ -n "$line" ] && [ "$line" != 00:00:00:00:00:00 ]; }
}
