# What a change depends on, out of the records of an observation: one line per fact, sorted, so that neither the order of
# devices nor of list items counts. Volatile readings (carrier, speed, active member, LACP state, lifetimes) are left out.

stable_facts() {
  awk '
    function fact(text) { print text }
    /^file /    { fact($0) }
    /^content / { path = substr($0, 9); row = 0; section = "file"; next }
    /^[^ ]/     { section = $1; next }
    section == "file" { fact("line " path " " ++row $0); next }
    section == "addresses" {
      # Link-local addresses and those that routers announce come and go by themselves.
      if ($0 ~ / scope global/ && !($3 == "inet6" && / dynamic/)) fact("address " $2 " " $3 " " $4)
      next
    }
    section == "routes" {
      # Routes without a next hop follow from addresses; those that routers announce come and go by themselves.
      if (!/ via / || / proto ra/) next
      route = $1
      for (i = 2; i < NF; i++) if ($i ~ /^(via|dev|metric)$/) route = route " " $i " " $(i + 1)
      fact("route " route)
      next
    }
    section == "sysfs" {
      if ($0 ~ /^ \/proc\// || $0 ~ /^ \/sys\/class\/net\/(veth|tap|vnet)/) next
      split(substr($0, 17), parts, ":")
      name = parts[1]; value = substr($0, 18 + length(name))
      if (name ~ /\/bonding\//) {
        if (name ~ /\/(active_slave|mii_status|ad_aggregator|ad_num_ports|ad_actor_key|ad_partner_key|ad_partner_mac)$/) next
        count = split(value, words, " ")
        for (i = 1; i <= count; i++) fact("option " name " " words[i])
      }
      else if (name ~ /\/(address|mtu)$/) fact("link " name " " value)
      else if (name ~ /\/flags$/) fact("link " name (value ~ /[13579bdf]$/ ? " up" : " down"))
      else if (name ~ /\/(master|bridge)\/uevent$/ && value ~ /^INTERFACE=/) fact("link " name " " value)
    }' | sort
}

# The facts in the records $1, in $facts, and their digest, in $digest.
digest_of() {
  facts=$(printf '%s\n' "$1" | stable_facts)
  digest=$(printf '%s\n' "$facts" | sha256sum)
  digest=${digest%% *}
}
