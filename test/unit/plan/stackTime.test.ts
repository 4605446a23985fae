import { expect } from "chai";
import * as fc from "fast-check";
import type { Desired } from "../../../provider/model/desired";
import type { Op, Plan } from "../../../provider/model/plan";
import { raisedBy } from "../../../provider/plan/patience";
import type { Host } from "../../model/host";
import { observe } from "../../model/observe";
import { run } from "../../model/ops";
import { planDelete } from "../../model/plans";
import { planOn } from "./accepted";
import { bonded, guide, guideHost } from "./fixture";

const SCRIPTS = "/etc/sysconfig/network-scripts";
const addresses = (count: number) => Array.from({ length: count }, (_, n) => `10.1.${n >> 8}.${(n & 255) + 1}/16`);
const many = (count: number) => guide({ addresses: ["192.168.50.10/24", ...addresses(count - 1)] });
const opsOf = (plan: Plan, side: "do" | "undo", word: string): Op[] =>
  plan.steps.flatMap((step) => step[side]).filter(([first]) => first === word);

/** The guide's bond with an address by DHCP. */
function leased(): Desired {
  const { gateway, ...rest } = guide({ addresses: [], dhcp: true });
  return rest;
}

/** A host with so many further NICs, each with one address by its own file. */
function busyHost(nics: number, line = "IPADDR=172.16.0.1\nPREFIX=16\n"): Host {
  const host = guideHost();
  for (let n = 0; n < nics; n++) host.put(`${SCRIPTS}/ifcfg-p${n}`, `DEVICE=p${n}\nONBOOT=yes\n${line}`);
  return host;
}

describe("The time that ifup, ifdown and the network service get", () => {
  it("is a minute for a bond of few addresses, and nothing is added to the rollback timer", () => {
    const plan = planOn(guideHost(), guide());
    expect(opsOf(plan, "do", "ifup")).to.deep.equal([["ifup", "bond0", "60", "1 IPv4 address, 3 devices"]]);
    expect(raisedBy(plan, 0)).to.equal(0);
  });

  it("is enough for 25 addresses, one after the other, and the rollback timer is raised by it", () => {
    const plan = planOn(guideHost(), many(25));
    expect(opsOf(plan, "do", "ifup")).to.deep.equal([["ifup", "bond0", "136", "25 IPv4 addresses, 3 devices"]]);
    expect(raisedBy(plan, 0)).to.equal(102);
  });

  it("counts the aliases and ranges that stay beside a bond: with DHCP its own file cannot have their addresses", () => {
    const host = guideHost();
    host.put(`${SCRIPTS}/ifcfg-bond0:1`, "IPADDR=10.9.0.1\nPREFIX=24\n");
    host.put(`${SCRIPTS}/ifcfg-bond0-range0`, "IPADDR_START=10.9.1.10\nIPADDR_END=10.9.1.29\n");
    const [ifup] = opsOf(planOn(host, leased()), "do", "ifup");
    expect(ifup?.[3]).to.equal("21 IPv4 addresses, 1 DHCP lease, 3 devices");
  });

  it("counts a DHCP lease, which the timer of its bond counts already", () => {
    const plan = planOn(guideHost(), leased());
    expect(opsOf(plan, "do", "ifup")).to.deep.equal([["ifup", "bond0", "96", "1 DHCP lease, 3 devices"]]);
    expect(raisedBy(plan, 60)).to.equal(0);
    expect(raisedBy(plan, 0), "the lease of another device").to.equal(48);
  });

  it("counts the whole host for a restart of the network, but not what is not for boot", () => {
    const restart = (host: Host) => planOn(host, guide(), undefined, "restart");
    const plan = restart(busyHost(40));
    expect(opsOf(plan, "do", "network")).to.deep.equal([
      ["network", "stop", "112", "41 devices"],
      ["network", "start", "280", "41 IPv4 addresses, 43 devices"],
    ]);
    expect(opsOf(plan, "undo", "network")).to.deep.include([
      "network",
      "start",
      "276",
      "41 IPv4 addresses, 41 devices",
    ]);
    const asleep = restart(busyHost(40, "IPADDR=172.16.0.1\nPREFIX=16\nONBOOT=no\n"));
    expect(opsOf(asleep, "do", "network")[1]).to.include("60");
  });

  it("goes by the old files before they are swapped and by the new ones afterwards, on the way back too", () => {
    const before = many(30);
    const host = bonded(before);
    const plan = planOn(host, leased(), before);
    expect(opsOf(plan, "do", "ifdown")).to.deep.equal([["ifdown", "bond0", "60", "3 devices"]]);
    expect(opsOf(plan, "undo", "ifup")).to.deep.equal([["ifup", "bond0", "156", "30 IPv4 addresses, 3 devices"]]);
    expect(opsOf(plan, "do", "ifup")).to.deep.equal([["ifup", "bond0", "96", "1 DHCP lease, 3 devices"]]);
  });

  it("counts what the restored file of a NIC asks for when the bond is deleted", () => {
    const host = guideHost();
    const lines = addresses(20).map((cidr, n) => `IPADDR${n}=${cidr.split("/")[0]}\nPREFIX${n}=16\n`);
    host.put(`${SCRIPTS}/ifcfg-em1`, `DEVICE=em1\nONBOOT=yes\n${lines.join("")}`);
    run(host, planOn(host, guide()));
    expect(opsOf(planDelete("bond0", observe(host)), "do", "ifup")).to.deep.equal([
      ["ifup", "em1", "112", "20 IPv4 addresses, 1 device"],
    ]);
  });

  it("is never less than the scripts need, and never more than an hour", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 0, max: 1500 }), (count, nics) => {
        const plan = planOn(busyHost(nics), many(count), undefined, "restart");
        const [seconds] = opsOf(plan, "do", "network").flatMap(([, what, time]) =>
          what === "start" ? [Number(time)] : [],
        );
        expect(seconds)
          .to.be.at.least(Math.min(3600, 30 + 3.2 * (count + nics)))
          .and.at.most(3600);
      }),
      { numRuns: 12 },
    );
  });
});
