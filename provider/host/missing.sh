# What the kernel knew when a change began and does not know now, out of two readings of it (recall.sh) and the ops of the
# plan: as lines for `ip -batch` in the order in which the kernel takes them (links, addresses, routes on the link, routes
# via others, routes with several next hops, rules, neighbours), each behind its family; or as text for people.

# $1: the device to which it belongs (it, and what stands on it or on its members), "" for all that the plan touches.
# $2: forward (what the plan takes away stays away) or back (nothing is left out). $3: recall or compare.
find_missing() {
  awk -v focus="$1" -v way="$2" -v want="$3" '
    function put(class, text) { if (want == "recall") lines[class, ++count[class]] = numbered(text) }
    # Names become numbers: in one run ip takes a name for the number that it read last (its cache, up to 6.1 at least).
    function numbered(text, n, w, i, kind_of) {
      n = split(text, w, " ")
      text = w[1]
      for (i = 2; i <= n; i++) {
        kind_of = w[i - 1] == "lookup" ? "table" : w[i - 1]
        text = text " " (((kind_of, w[i]) in number) ? number[kind_of, w[i]] : w[i])
      }
      return text
    }
    BEGIN {
      number["scope", "global"] = 0; number["scope", "site"] = 200; number["scope", "link"] = 253
      number["scope", "host"] = 254; number["scope", "nowhere"] = 255
    }
    function report(text) { if (want == "compare") lines[0, ++count[0]] = text }
    function single(to) { if (to ~ /^(0\.0\.0\.0|::)\/0$/) return "default"; sub(to ~ /:/ ? "/128$" : "/32$", "", to); return to }

    # The main table by its name, any other by its number.
    function table_of(name) {
      if (("table", name) in number) name = number["table", name]
      return name == "" || name == 254 ? "main" : name
    }
    # It stands last among the words of an op.
    function table_in(text, n, w) { n = split(text, w, " "); return n > 1 && w[n - 1] == "table" ? table_of(w[n]) : "main" }

    # The words of a line from field "from" on, without those of a reading that ip does not take: $words[1..size].
    function take(from, i) {
      size = 0
      for (i = from; i <= NF; i++) {
        if ($i ~ /^(linkdown|dead|offload|offload_failed|rt_offload|trap|rt_trap|pervasive|unresolved|\[.*\])$/) continue
        if ($i ~ /^(error|nhid)$/) { i++; continue }
        words[++size] = $i
      }
    }
    function text_of(i, text) { for (i = 1; i <= size; i++) text = text (i > 1 ? " " : "") words[i]; return text }
    # The word behind $1.
    function after(name, i) { for (i = 1; i < size; i++) if (words[i] == name) return words[i + 1]; return "" }

    # --- the plan ---
    part == "undo" || part == "do" { count_op = split($0, op, "|"); for (i = 2; i <= count_op; i++) named[op[i]] }
    part == "undo" { next }
    part == "do" || part == "checks" {
      split($0, op, "|")
      if (op[1] == "network") whole = 1
      if (op[1] ~ /^(ifup|ifdown|network|activate|deactivate|reread|reapply)$/) scripts = 1
      if (op[1] ~ /^(attach|join)$/) given[op[3]]
      # Which is the last word of the plan on a device: file names do not sort by number.
      step = FILENAME; sub(/.*\./, "", step); moment = step * 100000 + FNR
      if (op[1] ~ /^(up|ifup|down|ifdown)$/ && moment > last[op[2]]) { last[op[2]] = moment; ends[op[2]] = op[1] }
      if (op[1] ~ /^(attach|detach)$/ && moment > last[op[3]]) { last[op[3]] = moment; ends[op[3]] = op[1] }
      if (op[1] == "detach") released[op[3], op[2]]
      if (op[1] == "delete-bond" || op[1] == "absent") deleted[op[2]]
      if (op[1] == "address-del") dropped[op[2] " " op[3]]
      if (op[1] == "rule-del") rules_dropped[op[2] " " op[4] " " op[3]]
      if (op[1] ~ /^route/) {
        family = op[2] op[3] op[6] ~ /:/ ? 6 : 4
        place = family " " table_in(op[6]) " " single(op[2])
        keyed[place]
        if (op[1] == "route-del") dropped[place " " op[3] " " op[4] " " op[5]]
        else {
          declared[place " " op[3] " " op[4]]
          taken[place " " op[5]]
        }
      }
      next
    }

    # --- readings ---
    /^=failed/ { next }
    /^=/ { section = substr($1, 2); have[part, section]; next }
    section == "table" || section == "proto" { if (/^[0-9]/) number[section, $2] = $1; next }
    { gsub(/[\\\t]/, " ") }
    section == "link" {
      name = $2
      sub(/:$/, "", name)
      parent = name ~ /@/ ? substr(name, index(name, "@") + 1) : ""
      sub(/@.*/, "", name)
      take(3)
      if (part == "now") there[name]
      else order[++links] = name
      flags = $3; gsub(/[<>]/, ",", flags)
      state[part, name] = flags ~ /,UP,/ ? "up" : "down"
      below[part, name] = parent
      holder[part, name] = after("master")
      role[part, name] = flags ~ /,SLAVE,/ ? "member" : flags ~ /,MASTER,/ ? "bond" : ""
      next
    }
    section == "addr" {
      take(4)
      key = $2 " " words[1] " " after("peer")
      if (part == "now") { present["address " key]; next }
      if (words[1] ~ /^fe80:.*ff:fe/ || / proto kernel_ll | stable-privacy /) next
      addresses++
      address[addresses] = key
      line[addresses] = text_of()
      kind[addresses] = $3
      next
    }
    section ~ /^route/ {
      if (/ table local( |$)/ || / cache( |$)/ || / expires / || / proto (kernel|ra|redirect)( |$)/) next
      take(1)
      type = words[1] ~ /^(unicast|blackhole|unreachable|prohibit|throw|local|broadcast|anycast|multicast|nat)$/ ? 1 : 0
      table = after("table")
      family = substr(section, 6)
      place = family " " table_of(table) " " words[type + 1]
      # One that refuses is on no device, whatever the kernel shows.
      over = words[1] ~ /^(blackhole|unreachable|prohibit)$/ ? "" : after("dev")
      tie = place " " after("tos") " " after("metric")
      text = text_of()
      if (part == "now") {
        present["route " family " " text]
        standing[tie]++
        loosely[place " " after("via") " " over]
        # What was there before has not come in the place of another.
        if (!(("route " family " " text) in before)) heirs[tie " " after("dev")] = after("via")
        next
      }
      routes++
      route[routes] = text
      route_family[routes] = family
      route_place[routes] = place
      route_tie[routes] = tie
      route_via[routes] = after("via")
      route_hop[routes] = place " " after("via") " " over
      route_metric[routes] = after("metric")
      route_table[routes] = table
      route_source[routes] = after("src")
      route_class[routes] = text ~ / nexthop / ? 5 : text ~ / via / ? 4 : 3
      route_devices[routes] = " "
      for (i = 1; i < size; i++) if (words[i] == "dev") route_devices[routes] = route_devices[routes] words[i + 1] " "
      before["route " family " " text]
      next
    }
    section ~ /^rule/ {
      if (/ proto kernel( |$)/ || /\[l3mdev-table\]/) next
      priority = $1; sub(/:$/, "", priority)
      take(2)
      key = substr(section, 5) " rule add priority " priority " " text_of()
      said = text_of()
      sub(/ proto [^ ]+/, "", said) # who set it: no rule of a plan says that
      said = substr(section, 5) " " numbered(said)
      if (part == "now") {
        present[key]
        # Scripts that bring a rule without a priority again may get another one.
        if (!(key in rule_before)) rule_heirs[said]
        next
      }
      rule_before[key]
      rules++
      rule[rules] = key
      rule_said[rules] = said
      rule_priority[rules] = priority
      rule_table[rules] = after("lookup")
      rule_source[rules] = after("from")
      rule_devices[rules] = " " after("iif") " " after("oif") " "
      next
    }
    section == "neigh" || section == "proxy" {
      take(1)
      key = section " " words[1] " " after("dev")
      if (part == "now") { present[key " " after("lladdr")]; next }
      neighbours++
      neighbour[neighbours] = key " " after("lladdr")
      neighbour_device[neighbours] = after("dev")
      neighbour_family[neighbours] = words[1] ~ /:/ ? 6 : 4
      neighbour_line[neighbours] = section == "proxy" ? "neigh add proxy " words[1] " dev " after("dev") : \
        "neigh replace " words[1] (after("lladdr") == "" ? "" : " lladdr " after("lladdr")) " dev " after("dev") " nud permanent"
      next
    }

    # --- what belongs to it ---
    function grow(i, name, grown) {
      do {
        grown = 0
        for (i = 1; i <= links; i++) {
          name = order[i]
          if (name in chosen) continue
          if (below["saved", name] in chosen || (role["saved", name] == "member" && holder["saved", name] in chosen)) { chosen[name]; grown = 1 }
        }
        for (i = 1; i <= links; i++) {
          name = holder["saved", order[i]]
          if (name != "" && order[i] in chosen && !(name in chosen)) { chosen[name]; grown = 1 }
        }
      } while (grown)
    }
    # The plan leaves it down, or what it stands on.
    function is_let_down(name, depth) {
      if (whole || depth > 8 || name == "") return 0
      return ends[name] ~ /^(down|ifdown|detach)$/ || is_let_down(below["saved", name], depth + 1)
    }
    # A member has no addresses and routes of its own, unless it had them before; on the way back not before it is out.
    function is_away(name) {
      if (way == "forward") return (name in given && role["saved", name] != "bond") || name in deleted || is_let_down(name, 0) || (!(name in there) && below["saved", name] in deleted)
      return role["now", name] == "member" && role["saved", name] != "member"
    }
    # What is not there or not up takes nothing now.
    function can_take(name) { return want == "compare" || (name in there && state["now", name] == "up") }

    function links_missing(i, name, master) {
      for (i = 1; i <= links; i++) {
        name = order[i]
        if (!(name in chosen) || is_away(name) || (want == "recall" && !(name in there))) continue
        master = holder["saved", name]
        if (master != "" && role["saved", name] != "member" && holder["now", name] == "" && !((name, master) in released && way == "forward")) {
          if (!(way == "forward" && (master in deleted || !(name in there)))) report("link " name " in " master)
          if (master in there) put(1, "6 link set dev " name " master " master)
        }
        if (below["saved", name] in chosen && name != focus && state["saved", name] != state["now", name] && name in there) {
          report("link " name " " state["saved", name])
          put(1, "6 link set dev " name " " state["saved", name])
        }
      }
    }
    # Dynamic ones come and go by themselves, but those of a DHCP client: nobody brings back its IPv6 address (/128) when a
    # device was down; of IPv4 it keeps those that are there, and has to ask anew only where they were taken away.
    function addresses_missing(i) {
      for (i = 1; i <= addresses; i++) if (kind[i] == "inet") address_missing(i)
      # The kernel puts a new one of IPv6 in front.
      for (i = addresses; i > 0; i--) if (kind[i] == "inet6") address_missing(i)
    }
    function address_missing(i, part_of, family, name, words_of, dynamic) {
      split(address[i], part_of, " ")
      name = part_of[1]
      if (!(name in chosen) || is_away(name) || ("address " address[i]) in present) return
      if (way == "forward" && ((name " " part_of[2]) in dropped || (name " " part_of[2] "/32") in dropped)) return
      family = kind[i] == "inet6" ? 6 : 4
      words_of = " " line[i] " "
      dynamic = words_of ~ / (dynamic|temporary|mngtmpaddr) /
      if (dynamic && (want == "compare" || (family == 6 ? part_of[2] !~ /\/128$/ || words_of ~ / temporary / : way == "forward"))) return
      report("address " part_of[2] (part_of[3] == "" ? "" : " peer " part_of[3]) " on " name)
      if (!(name in there) || (family == 6 && state["now", name] != "up")) return
      # It was checked for doubles when it came; to do so again would keep it from use, and a route from it as source.
      put(2, family " addr add " attributes(line[i], name) (family == 6 && words_of !~ / tentative / ? " nodad" : ""))
      if (family == 6 && !dynamic && words_of !~ / (nodad|tentative) /) put(8, "6 addr change " attributes(line[i], name))
    }
    function attributes(text, name, n, i, w, out) {
      n = split(text, w, " ")
      out = w[1]
      for (i = 2; i <= n; i++) {
        if (w[i] ~ /^(peer|brd|any|metric|scope)$/) out = out " " w[i] " " w[++i]
        else if (w[i] ~ /^(noprefixroute|home)$/) out = out " " w[i]
        else if (w[i] ~ /^(valid|preferred)_lft$/ && w[i + 1] != "forever") { out = out " " w[i] " " (w[i + 1] + 0); i++ }
        else if (index(w[i], name ":") == 1) out = out " label " w[i]
      }
      return out " dev " name
    }

    # Is there, with its words or (what the plan declares itself) with any.
    function is_there(i) {
      if (("route " route_family[i] " " route[i]) in present) return 1
      return way == "forward" && route_hop[i] in declared && route_hop[i] in loosely
    }
    # What the scripts brought on the same device, a new lease say, is newer than what was there.
    function has_heir(i, n, d, heir) {
      n = split(route_devices[i], d, " ")
      heir = route_tie[i] " " d[1]
      return n == 1 && (heir in heirs) && heirs[heir] != route_via[i]
    }
    # The plan deletes this route, or puts another one in its place.
    function is_given_up(i, tie) {
      if (way != "forward") return 0
      if ((route_hop[i] " " route_metric[i]) in dropped || has_heir(i)) return 1
      return !(route_hop[i] in declared) && ((route_place[i] " " route_metric[i]) in taken)
    }
    function route_devices_ok(i, n, d, j) {
      n = split(route_devices[i], d, " ")
      for (j = 1; j <= n; j++) if (is_away(d[j]) || !can_take(d[j])) return 0
      return 1
    }
    function is_concerned(i, n, d, j) {
      if ((whole && focus == "") || route_source[i] in sources) return 1
      n = split(route_devices[i], d, " ")
      for (j = 1; j <= n; j++) if (d[j] in chosen) return 1
      if (focus != "" || way == "forward") return 0
      if (route_place[i] in keyed || (scripts && intruded[route_tie[i]])) return 1
      return scripts && (n == 0 || d[1] == "lo")
    }
    # With an address the kernel takes away every route that names it as its source, on whatever device.
    function find_sources(i, w) {
      for (i = 1; i <= addresses; i++) {
        split(address[i], w, "[ /]")
        if (w[1] in chosen && !is_away(w[1])) sources[w[2]]
      }
    }
    function routes_missing(i, verb, moved, replaced) {
      for (i in standing) intruded[i] = standing[i]
      for (i = 1; i <= routes; i++) if (("route " route_family[i] " " route[i]) in present) intruded[route_tie[i]]--
      for (i = 1; i <= routes; i++) {
        if (route[i] ~ / proto (zebra|bird|gated|mrt|xorp|ntk|dnrouted|mrouted|keepalived|babel|openr|bgp|isis|ospf|rip|eigrp)( |$)/ && want == "compare") continue
        if (is_there(i)) {
          if (route_tie[i] in moved) put_behind(i, moved)
          continue
        }
        if (is_given_up(i) || !is_concerned(i) || !route_devices_ok(i)) continue
        report((route_family[i] == 6 ? "route -6 " : "route ") route[i])
        verb = "append"
        if (intruded[route_tie[i]] > 0 && !(route_tie[i] in replaced)) { verb = "replace"; replaced[route_tie[i]] }
        put(route_class[i], route_family[i] " route " verb " " route[i])
        if (verb == "replace") continue
        if (route_class[i] < moved[route_tie[i]]) put_behind(i, moved)
        else moved[route_tie[i]] = route_class[i]
      }
    }
    # One that stood behind another must not stand before it: of the same metric the kernel takes the first of IPv4.
    function put_behind(i, moved, class) {
      if (route_family[i] != 4) return
      class = moved[route_tie[i]]
      if (class < route_class[i]) class = moved[route_tie[i]] = route_class[i]
      put(class, "4 route del " route[i])
      put(class, "4 route append " route[i])
    }

    # The plan deletes this rule, by its priority or whatever it is.
    function is_rule_dropped(i) {
      return way == "forward" && ((rule_said[i] " " rule_priority[i]) in rules_dropped || (rule_said[i] " ") in rules_dropped)
    }
    function rules_missing(i, n, d, j, mine) {
      for (i = 1; i <= routes; i++) {
        n = split(route_devices[i], d, " ")
        for (j = 1; j <= n; j++) if (d[j] in chosen && !is_away(d[j]) && route_table[i] != "") tables[substr(route_family[i], 1, 1) " " route_table[i]]
      }
      for (i = 1; i <= rules; i++) {
        if (rule[i] in present || !(("now", "rule" substr(rule[i], 1, 1)) in have)) continue
        if (is_rule_dropped(i) || rule_said[i] in rule_heirs) continue
        n = split(rule_devices[i], d, " ")
        mine = (focus == "" && (whole || (scripts && way == "back"))) || rule_source[i] in sources || (substr(rule[i], 1, 1) " " rule_table[i]) in tables
        for (j = 1; j <= n; j++) if (d[j] in chosen) mine = 1
        if (!mine) continue
        report("rule " substr(rule[i], 21))
        put(6, rule[i])
      }
    }
    function neighbours_missing(i, name) {
      for (i = 1; i <= neighbours; i++) {
        name = neighbour_device[i]
        if (neighbour[i] in present || !(name in chosen) || is_away(name) || !can_take(name)) continue
        report(neighbour[i])
        put(7, neighbour_family[i] " " neighbour_line[i])
      }
    }

    END {
      if (want == "compare" && !(("now", "end") in have)) exit 3
      if (focus != "") chosen[focus]
      else for (i = 1; i <= links; i++) if (whole || order[i] in named) chosen[order[i]]
      delete chosen[""]
      grow()
      links_missing()
      addresses_missing()
      find_sources()
      routes_missing()
      rules_missing()
      neighbours_missing()
      for (class = 0; class <= 8; class++) for (i = 1; i <= count[class]; i++) print lines[class, i]
    }' part=undo "$dir"/undo.[0-9]* part='do' "$dir"/do.[0-9]* part=checks "$dir/checks" part=saved "$dir/kernel" part=now -
}
