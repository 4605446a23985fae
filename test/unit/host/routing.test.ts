import { expect } from "chai";
import fc from "fast-check";
import { fits, onDevice } from "../../../provider/compare/routes";
import { hasRule } from "../../../provider/compare/rules";
import { REFUSING, type Route, type RoutingRule } from "../../../provider/model/desired";
import type { Observed } from "../../../provider/model/observed";
import { decodeNetwork } from "../../../provider/observe/network";
import { readRecords } from "../../../provider/observe/records";

import { addRoute, addRule, deleteRoute, deleteRule } from "../../../provider/plan/runtime";
import { routeKey } from "../../../provider/routing/route";
import { ruleWords } from "../../../provider/routing/rule";
import { inNamespace } from "./namespace";

const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const said = <T extends object>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, one]) => one !== undefined)) as T;

/** Two hosts with everything that a route can have, one for each family. */
const NETS = [
  { to: ["10.20.0.0/16", "10.21.5.0/24", "10.22.0.7/32"], via: "10.1.0.1", own: "10.1.0.5", every: "0.0.0.0/0" },
  { to: ["2001:db8:20::/48", "2001:db8:21::7/128"], via: "2001:db8:1::1", own: "2001:db8:1::5", every: "::/0" },
] as const;

const table = fc.constantFrom(7, 100, 252, 4294967295);
const metric = fc.integer({ min: 1, max: 4294967295 });

const route = fc.constantFrom(...NETS).chain(({ to, via, own, every }) => {
  const rest = {
    metric: some(metric),
    source: some(fc.constant<string>(own)),
    mtu: some(fc.integer({ min: 68, max: 65520 })),
  };
  const target = fc.constantFrom<string>(...to);
  const kinds = fc.oneof(
    fc.record({ to: target, via: some(fc.constant<string>(via)), table: some(table), ...rest }),
    fc.record({ to: fc.constant<string>(every), via: some(fc.constant<string>(via)), table, ...rest }),
    fc.record({ to: target, via: fc.constant("10.99.0.1"), onLink: fc.constant(true), table: some(table), ...rest }),
    fc.record({ to: target, type: fc.constantFrom(...REFUSING), table: some(table), metric: some(metric) }),
  );
  const fitting = kinds.map((one) => said(one) as Route);
  return fitting.filter(({ to: net, via: hop = net }) => net.includes(":") === hop.includes(":"));
});

const rule = fc.constantFrom(["10.1.0.5", "10.20.0.0/16"], ["2001:db8:1::5", "2001:db8:20::/48"]).chain(([one, net]) =>
  fc
    .record({
      from: some(fc.constantFrom(one, net)),
      to: some(fc.constantFrom(one, net)),
      table,
      priority: some(fc.integer({ min: 1, max: 32000 })),
      fwmark: some(metric),
      iif: some(fc.constantFrom("em2", "lo", "bond9")),
    })
    .map((parts) => said(parts) as RoutingRule),
);

const declared = fc.record({
  routes: fc.uniqueArray(route, { selector: routeKey, minLength: 1, maxLength: 5 }),
  rules: fc.uniqueArray(rule, { selector: ruleWords, maxLength: 4 }),
});

/** Two routes to one network by one next hop: the one without a metric is not the one with the lowest. */
const twice = (to: string, via: string): { routes: Route[]; rules: RoutingRule[] } => ({
  routes: [
    { to, via, table: 252, mtu: 1400 },
    { to, via, table: 252, metric: 16 },
  ],
  rules: [],
});
const EXAMPLES: [ReturnType<typeof twice>][] = NETS.map(({ every, via }) => [twice(every, via)]);

const HOST = `{ ip addr add 10.1.0.5/24 dev em1; ip -6 addr add 2001:db8:1::5/64 dev em1 nodad; } 2>/dev/null
NET=/sys/class/net
see() { observe_network; echo end; echo ==; }
do_op() { run_op "$1" || echo "refused: $1: $why" >&2; }
`;

for (const shell of ["dash", "bash"])
  describe(`Routes and rules that a program declares, on a real kernel, under ${shell}`, function () {
    this.timeout(120_000);

    /** What the host shows after each of these groups of ops. */
    function played(groups: readonly (readonly (readonly string[])[])[]): Pick<Observed, "routes" | "rules">[] {
      const text = groups.map((ops) => `${ops.map((op) => `do_op '${op.join("|")}'`).join("\n")}\nsee`).join("\n");
      const parts = inNamespace(shell, `${HOST}${text}`).split("==\n").slice(0, -1);
      return parts.map((part) => decodeNetwork(readRecords(part), true, new Map()));
    }

    it("are there after their ops, once, and gone after those that take them away", () => {
      const property = fc.property(declared, ({ routes, rules }) => {
        const wanted = routes.map((one) => onDevice(one, "em1"));
        const add = [...wanted.map(addRoute), ...rules.map(addRule)];
        const gone = [...rules.map(deleteRule), ...wanted.map(deleteRoute)];
        const [before, after, again, end] = played([[], add, add, gone]);
        for (const one of wanted)
          expect(
            after?.routes.some((have) => fits(have, one)),
            `${JSON.stringify(one)} in ${JSON.stringify(after?.routes)}`,
          ).to.equal(true);
        for (const one of rules)
          expect(hasRule(after as Observed, one), `${JSON.stringify(one)} in ${JSON.stringify(after?.rules)}`).to.equal(
            true,
          );
        expect(again).to.deep.equal(after);
        expect(end).to.deep.equal(before);
      });
      fc.assert(property, { numRuns: 15, endOnFailure: true, includeErrorInReport: true, examples: EXAMPLES });
    });

    it("are not put back when the plan deletes them, nor doubled when a script brings them again", () => {
      const ops = ["route-del|10.20.0.0/16|10.1.0.1|em1||table 100|", "rule-del|4||from 10.1.0.5 lookup 100"].join(
        "\n",
      );
      const text = `${HOST}ip route add 10.20.0.0/16 via 10.1.0.1 table 100; ip route add 10.21.0.0/16 via 10.1.0.1 table 100
ip rule add from 10.1.0.5 table 100; ip rule add from 10.1.0.6 table 100; ip rule add from 10.1.0.7 table 100
printf '%s\\n' '${ops}' >"$dir/do.1"; printf 'ifup|em1\\n' >>"$dir/do.1"; echo 'up|em1' >"$dir/undo.1"
save_kernel; role=worker; set_up em1 down; set_up em1 up; ip rule del from 10.1.0.5; ip rule del from 10.1.0.6; ip rule del from 10.1.0.7
ip rule add priority 77 from 10.1.0.7 table 100
recall ''; find_lost; echo "lost: $lost"; ip -o route show table 100; ip rule | grep 10.1.0 | tr '\\t' ' '`;
      expect(
        inNamespace(shell, text)
          .trim()
          .split("\n")
          .map((line) => line.trim()),
      ).to.deep.equal([
        "lost:",
        "10.21.0.0/16 via 10.1.0.1 dev em1",
        "77: from 10.1.0.7 lookup 100",
        "32764: from 10.1.0.6 lookup 100",
      ]);
    });
  });
