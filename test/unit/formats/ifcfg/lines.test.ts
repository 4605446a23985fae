import { expect } from "chai";
import type { Route, RoutingRule } from "../../../../provider/model/desired";
import { route6Path, routePath, rulePath } from "../../../../provider/stacks/network-scripts/paths";
import { renderFiles } from "../../../../provider/stacks/network-scripts/render";
import { fileState } from "../../../../provider/stacks/network-scripts/state";
import { declaration } from "../../../model/declaration";
import { hostFiles } from "../../stacks/network-scripts/declarations";

const ROUTES = routePath("bond0");
const RULES = rulePath("bond0");
const OTHERS = `# by ann
10.70.0.0/16 nexthop via 10.0.0.1 nexthop via 10.0.0.2
default via 10.0.0.1 dev bond0 table isp
`;

const base = { addresses: ["10.0.0.5/24"] };
const TABLES = { "/etc/iproute2/rt_tables": "255\tlocal\n100\tisp\n" };

/** The text of a file after the program says this, and before it said that. */
function written(path: string, text: string, now: { routes?: Route[]; rules?: RoutingRule[] }, former = now) {
  const before = { ...declaration(base), ...former };
  return renderFiles(declaration({ ...base, ...now }), hostFiles({ ...TABLES, [path]: text }), before)[path];
}

describe("A file in which each line is a route or a rule", () => {
  const MINE: Route = { to: "10.80.0.0/16", via: "10.0.0.1", table: 100 };

  it("keeps the lines that nobody has declared, as they are spelled, when a declared one comes", () => {
    expect(written(ROUTES, OTHERS, { routes: [MINE] })).to.equal(
      `${OTHERS}10.80.0.0/16 via 10.0.0.1 dev bond0 table 100\n`,
    );
    expect(
      written(RULES, "not from 10.0.0.5 table 100\nfrom 10.0.0.5 lookup isp\n", {
        rules: [{ to: "10.9.0.0/16", table: 7 }],
      }),
    ).to.equal("not from 10.0.0.5 table 100\nfrom 10.0.0.5 lookup isp\nfrom all to 10.9.0.0/16 lookup 7\n");
  });

  it("loses a line when the program that declared it does not any more, and no other", () => {
    const both = `${OTHERS}10.80.0.0/16 via 10.0.0.1 dev bond0 table 100\n`;
    expect(written(ROUTES, both, { routes: [] }, { routes: [MINE] })).to.equal(OTHERS);
    expect(written(ROUTES, both, { routes: [] })).to.equal(both);
  });

  it("has one line for what the kernel has one route for", () => {
    const sourced = { to: "0.0.0.0/0", via: "10.0.0.1", table: 100, source: "10.0.0.5" };
    expect(written(ROUTES, OTHERS, { routes: [sourced] })).to.equal(
      OTHERS.replace(
        "default via 10.0.0.1 dev bond0 table isp",
        "0.0.0.0/0 via 10.0.0.1 dev bond0 src 10.0.0.5 table 100",
      ),
    );
  });

  it("is written anew when every line of it is the program's", () => {
    const own = renderFiles(declaration({ ...base, routes: [MINE] }), {})[ROUTES] ?? "";
    expect(written(ROUTES, `${own}blackhole 10.90.0.0/16\n`, { routes: [MINE] })).to.equal(own);
  });

  it("says tables by the host's names for them", () => {
    const files = hostFiles({
      ...TABLES,
      "/etc/sysconfig/network-scripts/ifcfg-bond0": "DEVICE=bond0\nIPADDR=10.0.0.5\nPREFIX=24\n",
      [ROUTES]: OTHERS,
      [RULES]: "from 10.0.0.5/32 lookup isp pref 100\nfrom 10.0.0.5 table other\n",
      [route6Path("bond0")]: "unreachable default table 7\n",
    });
    const { routes, rules } = fileState(files, "bond0");
    expect(routes).to.deep.equal([
      { to: "0.0.0.0/0", via: "10.0.0.1", table: 100 },
      { to: "::/0", table: 7, type: "unreachable" },
    ]);
    expect(rules).to.deep.equal([{ from: "10.0.0.5", table: 100, priority: 100 }]);
  });
});
