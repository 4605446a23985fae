# What a person wants to know of a host before there is a bond: its release, the drivers of its NICs, neighbours that it
# knows already, and who speaks LACP at the other ends. It changes nothing: no NIC becomes promiscuous, no service is
# started. Framed as an observation is: a header starts in the first column, a content line with one blank.

# Seconds to listen, and NICs to listen on: a host can have hundreds.
LISTEN=4
MOST_PORTS=16

examine() {
  is_root || :
  examine_release
  examine_drivers
  examine_neighbours
  listen_for_lacp
  echo end
}

# Content lines, none of them long.
bounded() {
  cut -c 1-300 | sed 's/^/ /'
}

examine_release() {
  echo release
  for file in /etc/os-release /usr/lib/os-release; do
    if [ ! -f "$file" ] || [ ! -r "$file" ]; then continue; fi
    head -c 8192 "$file" | grep -E '^(NAME|VERSION|PRETTY_NAME)=' | head -n 8 | bounded
    return 0
  done
  # Releases before os-release was thought of.
  [ ! -f /etc/redhat-release ] || head -c 300 /etc/redhat-release | head -n 1 | bounded
}

examine_drivers() {
  for link in "$NET"/*/device/driver; do
    [ -L "$link" ] || continue
    port=${link%/device/driver}
    driver=$(readlink "$link")
    printf 'driver %s %s\n' "${port##*/}" "${driver##*/}"
  done
}

# Only those are asked that run: a question could start another. The kernel cuts the name of a process after 15 letters.
examine_neighbours() {
  neighbours_of lldpd lldpctl -f keyvalue
  neighbours_of systemd-network networkctl --no-pager --no-legend lldp
  neighbours_of NetworkManager nmcli -t -m multiline -f DEVICE,SYSTEM-NAME,PORT-ID,PORT-DESCRIPTION device lldp list
}

neighbours_of() {
  command -v "$2" >/dev/null 2>&1 || return 0
  grep -qsx -e "$1" /proc/[0-9]*/comm || return 0
  shift
  echo "neighbours $1"
  within 5 "$@" 2>/dev/null </dev/null | head -n 400 | bounded
}

listen_for_lacp() {
  if ! command -v tcpdump >/dev/null 2>&1; then
    echo "deaf no-tcpdump"
  elif ! is_root; then
    echo "deaf no-root"
  else
    echo "listened $LISTEN"
    count=0
    for path in "$NET"/*; do
      port=${path##*/}
      is_connected_nic "$path" || continue
      count=$((count + 1))
      [ "$count" -le "$MOST_PORTS" ] || break
      listen_on "$port" &
    done
    wait
  fi
}

# A device of no kind, Ethernet, with a link.
is_connected_nic() {
  read_line "$1/type" 2>/dev/null
  if [ "$line" != 1 ] || grep -qs '^DEVTYPE=' "$1/uevent"; then return 1; fi
  line=
  read -r line 2>/dev/null <"$1/carrier" || :
  [ "$line" = 1 ]
}

# The first LACPDU that comes to NIC $1, in one line, or what tcpdump says instead. What a bond of this host sends over the
# NIC comes from its own address.
listen_on() {
  read_line "$NET/$1/address"
  read_line_if_there "$NET/$1/bonding_slave/perm_hwaddr"
  said=$(within "$LISTEN" tcpdump -p -n -t -e -v -l -s 256 -c 1 -i "$1" \
    "ether proto 0x8809 and ether[14] = 1 and not ether src $line" 2>&1 </dev/null | head -c 2000 | tr '\n' ' ')
  printf 'lacpdu %s %s\n' "$1" "$said"
}

read_line_if_there() {
  [ ! -r "$1" ] || read_line "$1"
}
