import { expect } from "chai";
import { check } from "../../../provider/check";
import type { Desired } from "../../../provider/model/desired";
import { withBridge } from "../../../provider/plan/bridge";
import { fileState } from "../../../provider/stacks/network-scripts/state";
import { declarationOf, driftOf } from "../../../provider/verbs/compared";
import type { Host } from "../../model/host";
import { observe } from "../../model/observe";
import { run } from "../../model/ops";
import { type Allowed, conflicts, deleteConflicts, planDelete } from "../../model/plans";
import { boot } from "../../model/scripts";
import { planOn, view } from "./accepted";
import { guide, guideHost } from "./fixture";

const SCRIPTS = "/etc/sysconfig/network-scripts";
const HOW: Allowed = { host: "kvm1", adopt: false, allowManagementMove: true, activation: "least", differences: [] };
const { gateway: _, ...BARE } = guide({ addresses: [] });
const PORT: Desired = { ...BARE, bridge: "br0" };

/** A host for virtual machines: its address is on br0, which has no port yet. */
function kvmHost(): Host {
  const host = guideHost();
  host.put(`${SCRIPTS}/ifcfg-em1`, "DEVICE=em1\nONBOOT=yes\n");
  host.put(`${SCRIPTS}/ifcfg-br0`, "DEVICE=br0\nTYPE=Bridge\nONBOOT=yes\nIPADDR=192.168.50.10\nPREFIX=24\n");
  host.kernel.flush("em1");
  host.kernel.addBridge("br0");
  host.kernel.setUp("br0", true);
  host.kernel.addAddress("br0", "192.168.50.10/24");
  host.kernel.addRoute({ to: "default", via: "192.168.50.1", dev: "br0" });
  return host;
}

function bridged(): Host {
  const host = kvmHost();
  run(host, planOn(host, PORT));
  return host;
}

const master = (host: Host) => host.kernel.device("bond0").master;

describe("A bond that is a port of a bridge", () => {
  it("is made, in the kernel and in the file, and after a boot it is there again with the bridge's address", () => {
    const host = bridged();
    expect(master(host)).to.equal("br0");
    expect(host.text(`${SCRIPTS}/ifcfg-bond0`)).to.match(/^BRIDGE=br0$/m);
    expect(planOn(host, PORT, PORT).steps).to.deep.equal([]);
    expect(driftOf(PORT, observe(host))).to.deep.include({ files: [], kernel: [] });
    const booted = boot(host);
    expect(master(booted)).to.equal("br0");
    expect(booted.kernel.device("br0").addresses).to.deep.equal(["192.168.50.10/24"]);
    expect(booted.kernel.bond("bond0").members).to.deep.equal(["em1", "em2"]);
  });

  it("joins a bridge that is declared later, and leaves the one that leaves the program", () => {
    const host = kvmHost();
    run(host, planOn(host, BARE));
    run(host, planOn(host, PORT, BARE));
    expect(master(host)).to.equal("br0");
    run(host, planOn(host, BARE, PORT));
    expect(master(host)).to.equal(undefined);
    expect(host.text(`${SCRIPTS}/ifcfg-bond0`)).to.not.include("BRIDGE");
  });

  it("stays in it over a change of the mode, by the least way, by a restart, and from every point between and back", () => {
    for (const activation of ["least", "restart"] as const) {
      const other: Desired = { ...PORT, mode: "active-backup" };
      const host = bridged();
      run(host, planOn(host, other, PORT, activation));
      expect(master(host), activation).to.equal("br0");
      const plan = planOn(bridged(), other, PORT, activation);
      const ops = plan.steps.flatMap((step) => step.do).length;
      for (let cut = 0; cut < ops; cut++) {
        const stopped = bridged();
        const before = view(stopped);
        run(stopped, plan, cut);
        expect(view(stopped), `${activation}, after ${cut}`).to.deep.equal(before);
      }
    }
  });

  it("is drift when somebody takes it out, and is repaired without a word in the files", () => {
    const host = bridged();
    delete host.kernel.device("bond0").master;
    expect(driftOf(PORT, observe(host)).kernel).to.deep.equal(["kernel: bond0: bridge is none, declared br0"]);
    const plan = planOn(host, PORT, PORT);
    expect(plan.files).to.deep.equal([]);
    expect(plan.verify).to.deep.include(["master", "bond0", "br0"]);
    run(host, plan);
    expect(master(host)).to.equal("br0");
  });

  it("is imported with it, whether the file, the kernel or both say so", () => {
    const [both, kernel, file] = [bridged(), bridged(), bridged()];
    kernel.put(`${SCRIPTS}/ifcfg-bond0`, (kernel.text(`${SCRIPTS}/ifcfg-bond0`) ?? "").replace(/^BRIDGE=.*\n/m, ""));
    delete file.kernel.device("bond0").master;
    for (const host of [both, kernel, file])
      expect(declarationOf(observe(host), "bond0")).to.deep.include({ bridge: "br0" });
  });

  it("keeps it when a program takes it over that says nothing of a bridge", () => {
    const host = bridged();
    const wanted = withBridge(BARE, fileState(observe(host).files, "bond0"));
    expect(wanted.bridge).to.equal("br0");
    expect(planOn(host, wanted).steps).to.deep.equal([]);
    expect(conflicts(BARE, observe(host), { ...HOW, adopt: true })).to.deep.equal([]);
    expect(driftOf(BARE, observe(host))).to.deep.include({ files: [], kernel: [] });
  });

  it("is refused with addresses of its own, by check and on a host that has it in a bridge already", () => {
    const { failures } = check({ ...guide(), bridge: "br0", connection: { host: "kvm1" } });
    expect(failures.map(({ reason }) => reason)).to.deep.equal([
      "bridge is br0 and addresses, gateway declared as well: a port of a bridge has no addresses of its own, br0 has them. Leave one of them out.",
    ]);
    expect(conflicts(guide(), observe(bridged()), { ...HOW, adopt: true })).to.deep.equal([
      'Unable to create bond0 on kvm1: it is a port of the bridge br0, and a port has no addresses of its own. Declare bridge: "br0", and leave out addresses, gateway and routes: what br0 has stays there.',
    ]);
  });

  it("is refused where there is no such bridge, and on a host that somebody else bridged", () => {
    expect(conflicts({ ...PORT, bridge: "br9" }, observe(kvmHost()), HOW)).to.deep.equal([
      "Unable to create bond0 on kvm1: there is no bridge br9. Make it first: write ifcfg-br9 with TYPE=Bridge and run ifup br9.",
    ]);
    expect(conflicts(BARE, observe(bridged()), HOW)[0]).to.include("the bond is there already");
  });

  it("is given back by destroy, and the bridge stays; one that others put into a bridge is not destroyed", () => {
    const host = bridged();
    expect(deleteConflicts("bond0", observe(host), { host: "kvm1" })).to.deep.equal([]);
    run(host, planDelete("bond0", observe(host)));
    expect(host.kernel.devices.has("bond0")).to.equal(false);
    expect(host.kernel.device("br0").addresses).to.deep.equal(["192.168.50.10/24"]);
    const others = kvmHost();
    run(others, planOn(others, BARE));
    others.kernel.device("bond0").master = "br0";
    expect(deleteConflicts("bond0", observe(others), { host: "kvm1" })[0]).to.include("the bridge br0 stands on it");
  });

  it("has no addresses and no gateway from its file, whatever is left in it: the scripts pass over them", () => {
    const text = "DEVICE=bond0\nBRIDGE=br0\nIPADDR=192.168.50.10\nPREFIX=24\nGATEWAY=192.168.50.1\nBOOTPROTO=dhcp\n";
    const host = kvmHost();
    host.put(`${SCRIPTS}/ifcfg-bond0`, text);
    const found = fileState(observe(host).files, "bond0");
    expect(found).to.deep.include({ bridge: "br0", addresses: [], dhcp: false });
    expect(found.gateway).to.equal(undefined);
  });

  it("is destroyed without its bridge, which keeps its address, and comes back from every point between", () => {
    const destroy = planDelete("bond0", observe(bridged()));
    const host = bridged();
    run(host, destroy);
    expect(host.kernel.devices.has("bond0")).to.equal(false);
    expect(host.kernel.device("br0").addresses).to.deep.equal(["192.168.50.10/24"]);
    for (let cut = 0; cut < destroy.steps.flatMap((step) => step.do).length; cut++) {
      const stopped = bridged();
      const before = view(stopped);
      run(stopped, destroy, cut);
      expect(view(stopped), `after ${cut}`).to.deep.equal(before);
    }
  });
});
