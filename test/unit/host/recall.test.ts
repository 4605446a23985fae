import { expect } from "chai";
import fc from "fast-check";
import { inNamespace } from "./namespace";
import { tables } from "./tables";

/**
 * All that the kernel knows of routes, rules, neighbours and addresses but of the cables' other ends; of IPv6 routes the
 * order says nothing, and a busy kernel notices a moment later that a cable is there.
 */
const SHOW = `show() { show_all | sed 's/ linkdown//g; s/ tentative//; / p[12] /d'; }
show_all() {
  ip -4 route show table all | grep -v ' table local'
  ip -6 -o route show table all | grep -v ' table local' | sort
  ip rule; ip -6 rule
  ip neigh show nud permanent | sort; ip neigh show proxy | sort
  ip -o addr show
}
bounce() { set_up em1 down; set_up em1 up; }
plan() { printf '%s\\n' "$2" >"$dir/$1.1"; }
plan do ''; plan undo 'up|em1'
`;

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

/** What the kernel has at the mark "before" and at the end. */
function beforeAndAfter(shell: string, text: string): [before: string[], after: string[]] {
  const [before = "", after = ""] = inNamespace(shell, `${SHOW}${text}`).split("==\n");
  return [lines(before), lines(after)];
}

for (const shell of ["dash", "bash"])
  describe(`What the kernel forgets when a device goes down, under ${shell}`, function () {
    this.timeout(120_000);

    it("is there again word for word, of every table, whatever a host has", () => {
      const property = fc.property(tables, (commands) => {
        const made = commands.map((command) => `ip ${command}`).join("\n");
        const [before, after] = beforeAndAfter(
          shell,
          `{ ${made}\n} 2>/dev/null; save_kernel; show; echo ==; role=worker; bounce; recall em1; show`,
        );
        expect(before).to.not.be.empty;
        expect(after.join("\n")).to.equal(before.join("\n"));
      });
      fc.assert(property, { numRuns: 12, endOnFailure: true, includeErrorInReport: true });
    });

    it("is there again after an undo, with addresses that were taken off and rules that scripts deleted", () => {
      const property = fc.property(tables, (commands) => {
        const made = commands.map((command) => `ip ${command}`).join("\n");
        const gone =
          "ip addr flush dev em1; bounce; for f in 4 6; do ip -$f rule flush; ip -$f rule add lookup main priority 32766; done; ip rule add lookup default priority 32767";
        const [before, after] = beforeAndAfter(
          shell,
          `{ ${made}\n} 2>/dev/null; plan do 'ifdown|em1'; save_kernel; show; echo ==; role=undo; ${gone}; recall ''; show`,
        );
        expect(after.join("\n")).to.equal(before.join("\n"));
      });
      fc.assert(property, { numRuns: 12, endOnFailure: true, includeErrorInReport: true });
    });

    it("takes its place again before others of its metric, over whatever devices they lead", () => {
      const routes = [
        "ip addr add 10.1.0.5/24 dev em1; ip addr add 10.3.0.5/24 dev em2; ip addr add fe80::1/64 dev em1",
        "ip route add 10.90.0.0/16 metric 50 via 10.1.0.1 dev em1; ip route append 10.90.0.0/16 metric 50 dev em2",
        "ip route add 10.91.0.0/24 metric 50 via 10.1.0.9 dev em1",
        "ip route append 10.91.0.0/24 metric 50 nexthop via 10.1.0.1 dev em1 nexthop via 10.3.0.1 dev em2",
      ].join("; ");
      const [before, after] = beforeAndAfter(shell, `${routes}; save_kernel; show; echo ==; bounce; recall em1; show`);
      expect(before.filter((line) => /^10\.9[01]/.test(line))).to.have.length(4);
      expect(after.join("\n")).to.equal(before.join("\n"));
    });

    const GATEWAY = "ip addr add 192.0.2.7/32 dev em1; ip route add default via 198.51.100.1 dev em1 onlink";

    it("is the gateway outside of every network that a hoster gives", () => {
      const [before, after] = beforeAndAfter(shell, `${GATEWAY}; save_kernel; show; echo ==; bounce; recall em1; show`);
      expect(before).to.include("default via 198.51.100.1 dev em1 onlink ");
      expect(after.join("\n")).to.equal(before.join("\n"));
    });

    it("stays away where the plan deletes it, puts another in its place, or gives the device to a bond", () => {
      const routes =
        "ip addr add 10.1.0.5/24 dev em1; ip addr add 10.1.0.6/24 dev em1; ip route add default via 10.1.0.1; ip route add 10.9.0.0/16 via 10.1.0.1; ip route add 10.8.0.0/16 via 10.1.0.1";
      const ops = "route-del|10.9.0.0/16|10.1.0.1|em1|\nroute-add|default|10.1.0.2|em1|\naddress-del|em1|10.1.0.6/24";
      const [, after] = beforeAndAfter(
        shell,
        `${routes}; plan do '${ops}'; save_kernel; echo ==; role=worker; ip addr del 10.1.0.6/24 dev em1; bounce; recall em1; recall ''; find_lost; echo "lost: $lost"; ip -4 route; ip -o -4 addr show em1`,
      );
      expect(after.slice(0, 3)).to.deep.equal([
        "lost: ",
        "10.1.0.0/24 dev em1 proto kernel scope link src 10.1.0.5 ",
        "10.8.0.0/16 via 10.1.0.1 dev em1 ",
      ]);
      expect(after).to.have.length(4);
      const joins = `${routes}; plan do 'attach|bond0|em1'; save_kernel; echo ==; role=worker; bounce; recall ''; find_lost; echo "lost: $lost"; ip route show default`;
      expect(beforeAndAfter(shell, joins)[1]).to.deep.equal(["lost: "]);
    });

    it("takes its place again on the way back, also where a script took a route from a bystander", () => {
      const routes =
        "ip addr add 10.3.0.5/24 dev em2; ip addr add 10.1.0.5/24 dev em1; ip route add default via 10.3.0.1";
      const [before, after] = beforeAndAfter(
        shell,
        `${routes}; plan do 'ifup|em1'; save_kernel; show; echo ==; role=undo; ip route replace default via 10.1.0.1; recall ''; show`,
      );
      expect(after.join("\n")).to.equal(before.join("\n"));
    });

    it("leaves to others what comes and goes by itself, and what is none of the plan's business", () => {
      const routes =
        "ip route add 10.6.0.0/16 dev em1 proto bird; ip -6 route add 2001:db8:9::/48 dev em1 proto ra; ip -6 addr add 2001:db8::7/64 dev em1 valid_lft 600 preferred_lft 600; ip route add 10.7.0.0/16 dev em2";
      const [, after] = beforeAndAfter(
        shell,
        `${routes}; save_kernel; echo ==; role=undo; bounce; ip route del 10.7.0.0/16; find_lost; echo "lost: $lost"; recall ''; ip route show 10.7.0.0/16; ip -6 route show proto ra; ip -o -6 addr show dev em1 scope global`,
      );
      expect(after).to.deep.equal(["lost: "]);
    });

    it("is named when it does not come back: a failed check", () => {
      const text = `ip addr add 10.1.0.5/24 dev em1; ip route add 10.9.0.0/16 via 10.1.0.1 table 7; ip neigh add 10.1.0.9 lladdr 02:00:00:00:00:09 dev em1
save_kernel; ip addr del 10.1.0.5/24 dev em1; ip neigh del 10.1.0.9 dev em1; role=worker; read_clock; deadline=$((now + 1))
recall() { :; }; check_kept || echo "$why"`;
      expect(inNamespace(shell, `${SHOW}${text}`).trim()).to.equal(
        "check failed: the change took away what it was to leave alone: address 10.1.0.5/24 on em1; route 10.9.0.0/16 via 10.1.0.1 dev em1 table 7; neigh 10.1.0.9 em1 02:00:00:00:00:09",
      );
    });

    it("is put back line by line by an ip that has no -batch", () => {
      const busybox = `ip() { case $* in *-batch*) echo "ip: unrecognized option" >&2; return 1 ;; esac; command ip "$@"; }
within() { shift; "$@"; }
`;
      const [before, after] = beforeAndAfter(
        shell,
        `${GATEWAY}; ip route add 10.5.0.0/16 via 198.51.100.1 dev em1 onlink table 7; save_kernel; show; echo ==\n${busybox}bounce; recall em1; show`,
      );
      expect(after.join("\n")).to.equal(before.join("\n"));
    });
  });
