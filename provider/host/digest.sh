# What a change depends on, out of the records of an observation: one line per fact, sorted, so that neither the order of
# devices nor of list items counts. Volatile readings (carrier, speed, active member, LACP state, lifetimes) are left out, and
# so are devices of containers and virtual machines, which come and go on a busy host all the time.

stable_facts() {
  awk '
    function fact(text) { print text }
    function fact_of(name, text) { owner[++facts] = name; said[facts] = text }
    # What NetworkManager keeps in memory of devices that others configure comes and goes with them.
    /^(file|content) .*\/run\// { section = "run"; next }
    /^file / {
      fact($0)
      name = $NF
      if (sub(/.*\/ifcfg-/, "", name)) ours[name]
    }
    /^content / { path = substr($0, 9); row = 0; section = "file"; next }
    /^[^ ]/     { section = $1; next }
    section == "file" { fact("line " path " " ++row $0); next }
    section == "addresses" {
      # Link-local addresses and those that routers announce come and go by themselves.
      if ($0 ~ / scope global/ && !($3 == "inet6" && / dynamic/)) fact_of($2, "address " $2 " " $3 " " $4)
      next
    }
    section ~ /^routes/ {
      # Routes without a next hop follow from addresses; those that routers announce come and go by themselves.
      if (!/ via / || / proto ra/) next
      route = $1
      for (i = 2; i < NF; i++) if ($i ~ /^(via|dev|metric|table)$/) {
        route = route " " $i " " $(i + 1)
        if ($i == "dev") device = $(i + 1)
      }
      if ($1 == "default" && !/ table /) ours[device]
      fact_of(device, "route " route)
      next
    }
    section == "sysfs" {
      if ($0 ~ /^ \/proc\//) next
      split(substr($0, 17), parts, ":")
      name = parts[1]; value = substr($0, 18 + length(name))
      device = name; sub(/\/.*/, "", device)
      if (!(device in seen)) { seen[device]; devices[++count] = device }
      if (name ~ /\/bonding\//) {
        ours[device]
        if (name ~ /\/(active_slave|mii_status|ad_aggregator|ad_num_ports|ad_actor_key|ad_partner_key|ad_partner_mac)$/) next
        words_in = split(value, words, " ")
        for (i = 1; i <= words_in; i++) fact("option " name " " words[i])
      }
      else if (name ~ /\/(address|mtu)$/) fact_of(device, "link " name " " value)
      else if (name ~ /\/flags$/) fact_of(device, "link " name (value ~ /[13579bdf]$/ ? " up" : " down"))
      else if (name ~ /\/iflink$/) link[device] = value
      else if (name ~ /\/tun_flags$/) virtual[device]
      else if (name ~ /\/bonding_slave\//) ours[device]
      else if (name ~ /\/(master|bridge)\/uevent$/) {
        if (value !~ /^INTERFACE=/) next
        fact_of(device, "link " name " " value)
        holder[device] = substr(value, 11)
      }
      else if (value ~ /^IFINDEX=/) { number[device] = substr(value, 9); called[substr(value, 9)] = device }
      else if (value ~ /^DEVTYPE=/) { virtual[device]; if (value ~ /=(macvtap|ipvtap)$/) guest[device] }
    }
    # Ours are bonds, their members, whatever has a file or the default route, NICs (a device that is its own end of the
    # link, of no kind), and what stands on one of these: a VLAN, a bridge.
    END {
      for (i = 1; i <= count; i++) if (!(devices[i] in virtual) && link[devices[i]] == number[devices[i]]) ours[devices[i]]
      do {
        grown = 0
        for (i = 1; i <= count; i++) {
          device = devices[i]
          if (!(device in ours) && link[device] != number[device] && device in virtual && !(device in guest) && called[link[device]] in ours) { ours[device]; grown = 1 }
          if (device in ours && holder[device] != "" && !(holder[device] in ours)) { ours[holder[device]]; grown = 1 }
        }
      } while (grown)
      for (i = 1; i <= facts; i++) if (owner[i] in ours) fact(said[i])
    }' | sort
}

# The facts in the records $1, in $facts, and their digest, in $digest.
digest_of() {
  facts=$(printf '%s\n' "$1" | stable_facts)
  digest=$(printf '%s\n' "$facts" | sha256sum)
  digest=${digest%% *}
}
