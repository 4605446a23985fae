# One look at the host: facts as records, nothing is changed. Few forks, because a fork is what costs on a slow host.
# Framing: a header starts in the first column, a content line with one blank, so no file name or content can forge a
# record; names with a newline in them are left out, and the last record says that the text is whole. A tool that fails is
# told (grep's code tells nothing, for some files of sysfs cannot be read): what it did not say would be taken for absent.

observe() {
  is_root || :
  records=$(observe_host && observe_stack && observe_files && observe_network && observe_above && observe_transaction)
  digest_of "$records"
  printf '%s\ndigest %s\nend\n' "$records" "$digest"
}

observe_host() {
  read_line /etc/machine-id
  echo "machine-id $line"
  read_line /proc/sys/kernel/osrelease
  echo "kernel $line"
  read_line /proc/sys/kernel/hostname
  echo "hostname $line"
  is_root || :
  echo "uid $uid"
  read_clock
  echo "clock $now"
  find_connection
  [ -z "$connection" ] || echo "ssh $connection"
}

# SSH_CONNECTION in $connection. sudo takes it out of the environment, but sudo itself and the shell above still have it.
find_connection() {
  connection=${SSH_CONNECTION:-}
  ancestor=$$
  while [ -z "$connection" ] && [ "${ancestor:-1}" -gt 1 ]; do
    connection=$(tr '\0' '\n' 2>/dev/null <"/proc/$ancestor/environ" | sed -n 's/^SSH_CONNECTION=//p')
    stat_field "$ancestor" 2 || return 0
    ancestor=$field
  done
}

observe_stack() {
  if [ -x /sbin/ifup ] && [ -d "$SCRIPTS" ] && [ "$(readlink -f /sbin/ifup)" != /usr/libexec/nm-ifup ]; then echo network-scripts; fi
  echo "network-service $(network_service)"
  if has_systemd; then echo systemd; fi
  if [ -e /sys/fs/selinux/enforce ]; then echo selinux; fi
  while read -r _ point type options _; do
    case $point in
      / | /etc | /etc/sysconfig | "$SCRIPTS") echo "mount $point $type $options" ;;
    esac
  done </proc/mounts
  # The fourth column is what is free for this user, in kilobytes.
  df -Pk /etc /var/lib 2>/dev/null | awk 'NR > 1 { print "free " $4 }'
  observe_daemons
}

network_service() {
  for file in /etc/rc.d/init.d/network /etc/init.d/network /etc/systemd/system/network.service \
    /usr/lib/systemd/system/network.service /lib/systemd/system/network.service; do
    [ -e "$file" ] || continue
    for start in /etc/rc.d/rc3.d/S??network /etc/rc3.d/S??network /etc/systemd/system/*.wants/network.service; do
      if [ -e "$start" ] || [ -L "$start" ]; then
        echo enabled
        return
      fi
    done
    echo disabled
    return
  done
  echo absent
}

# In $running, what NetworkManager is while no process of it is there: the next boot may start it.
find_sleeping_manager() {
  running=absent
  [ -x /usr/sbin/NetworkManager ] || return 0
  running=disabled
  # A masked unit is a link to /dev/null.
  [ ! -c /etc/systemd/system/NetworkManager.service ] || return 0
  for start in /etc/systemd/system/*.wants/NetworkManager.service /etc/rc.d/rc3.d/S??NetworkManager; do
    if [ -e "$start" ] || [ -L "$start" ]; then running=stopped; fi
  done
}

# DHCP clients and NetworkManager, seen by their process names; those of other network namespaces are not ours, and what
# another user calls so is none.
observe_daemons() {
  find_sleeping_manager
  [ "$running" != stopped ] || echo nm-at-boot
  daemons=$(grep -slx -e dhclient -e NetworkManager /proc/[0-9]*/comm)
  for file in $daemons; do
    ! is_root || same_namespace "${file%comm}ns/net" /proc/self/ns/net || continue
    find_user "${file%comm}status"
    [ "$user" = 0 ] || continue
    read_line "$file"
    case $line in
      NetworkManager) running=running ;;
      dhclient) echo "dhclient $(tr '\0\n' '  ' 2>/dev/null <"${file%comm}cmdline")" ;;
    esac
  done
  echo "network-manager $running"
  [ "$running" != running ] || observe_manager
}

# The files that networking is made of, the kept originals, and every file that might be ours by its name.
observe_files() {
  { found_files=$(find_files) || :; } 5>&1
  [ -n "$found_files" ] || return 0
  # A missing newline at the end shows in the size.
  each_file stat -L -c 'file %a %U:%G %s %n' || echo "failed stat"
  # shellcheck disable=SC2016 # it is awk that has fields
  each_file awk 'FNR == 1 { print "content " FILENAME } { print " " $0 }' || echo "failed awk"
}

# One path a line; what may not be read is a record at once. To gather thousands of paths as arguments takes a shell minutes.
find_files() {
  for file in "$SCRIPTS"/ifcfg-* "$SCRIPTS"/route-* "$SCRIPTS"/route6-* "$SCRIPTS"/rule-* "$SCRIPTS"/rule6-* \
    "$SCRIPTS"/keys-* /etc/sysconfig/network /etc/resolv.conf /etc/resolv.conf.save "$ORIGINALS"/*/* \
    /usr/share/iproute2/rt_tables /etc/iproute2/rt_tables /etc/iproute2/rt_tables.d/*.conf \
    "$KEYFILES"/* /run/NetworkManager/system-connections/* /usr/lib/NetworkManager/system-connections/*; do
    case $file in *"$NEWLINE"*) continue ;; esac
    if [ ! -f "$file" ]; then
      continue
    elif [ -r "$file" ]; then
      printf '%s\n' "$file"
    else
      printf 'unread %s\n' "$file" >&5
    fi
  done
}

# A command with the files as its last arguments, as many at once as the kernel takes.
each_file() {
  printf '%s\n' "$found_files" | tr '\n' '\0' | xargs -0 "$@"
}

# Whatever the kernel says about links: one grep over all files of sysfs, "PATH:LINE" each, and what ip says; one sed makes
# content of all that is not one of our headers.
observe_network() {
  for file in "$NET"/*/bonding/*; do
    case $file in */uevent | *'*') continue ;; esac
    if [ -r "$file" ]; then echo "option $file"; else echo "unread $file"; fi
  done
  echo sysfs
  {
    grep -s '' "$NET"/*/address "$NET"/*/addr_assign_type "$NET"/*/mtu "$NET"/*/flags "$NET"/*/carrier "$NET"/*/speed \
      "$NET"/*/duplex "$NET"/*/tun_flags "$NET"/*/iflink "$NET"/*/uevent "$NET"/*/master/uevent "$NET"/*/brport/bridge/uevent \
      "$NET"/*/bonding_slave/perm_hwaddr "$NET"/*/bonding/* /proc/net/bonding/* /dev/null
    echo :addresses
    ask_ip -o addr show || echo ":failed ip -o addr show"
    for family in 4 6; do
      # ip may refuse to speak of IPv6 where the kernel has none.
      [ "$family" = 4 ] || [ -e /proc/net/if_inet6 ] || continue
      echo ":routes$family"
      ask_ip -o "-$family" route show table all || echo ":failed ip -o -$family route show table all"
      # A kernel may know no rules.
      echo ":rules$family"
      ask_ip "-$family" rule show
    done
  } | sed -E -e 's/^/ /' -e 's/^ :(addresses|routes[46]|rules[46]|failed .*)$/\1/' || echo "failed sed"
}

# The transaction that is not in a final phase.
observe_transaction() {
  for file in "$TRANSACTIONS"/*/phase; do
    [ -r "$file" ] || continue
    directory=${file%/phase}
    read_line "$file"
    phase=$line
    case $phase in confirmed | rolled-back) continue ;; esac
    read_line "$directory/device"
    device_line=$line
    read_line "$directory/holder"
    echo "transaction ${directory##*/} $phase $device_line $line"
  done
}
