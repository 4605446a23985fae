import { expect } from "chai";
import type { Desired } from "../../../provider/model/desired";
import type { Host } from "../../model/host";
import { observe } from "../../model/observe";
import { run } from "../../model/ops";
import { planDelete } from "../../model/plans";
import { planOn } from "./accepted";
import { guide, guideHost } from "./fixture";

const NETWORK = "/etc/sysconfig/network";
const RESOLVER = "/etc/resolv.conf";
const NAMED = guide({ dns: ["192.168.50.53"], searchDomains: ["studio.example"] });

function bring(host: Host, wanted: Desired, previous?: Desired): Host {
  run(host, planOn(host, wanted, previous));
  return host;
}

function destroy(host: Host): Host {
  run(host, planDelete("bond0", observe(host)));
  return host;
}

describe("/etc/resolv.conf, which a bond shares with others", () => {
  it("has the bond's names in front and everything that was there", () => {
    expect(bring(guideHost(), NAMED).text(RESOLVER)).to.equal(
      "search studio.example here\nnameserver 192.168.50.53\nnameserver 10.0.2.3\n",
    );
  });

  it("is byte for byte as before once the bond is gone, also after the names changed", () => {
    const host = bring(guideHost(), NAMED);
    const other = guide({ dns: ["192.168.50.54"] });
    bring(host, other, NAMED);
    expect(destroy(host).text(RESOLVER)).to.equal("search here\nnameserver 10.0.2.3\n");
    expect(observe(host).originals).to.deep.equal({});
  });

  it("loses the names of a bond that is taken over and that the program does not declare", () => {
    const host = bring(guideHost(), NAMED);
    bring(host, guide({ dns: ["192.168.50.54"] }));
    expect(host.text(RESOLVER)).to.equal("search here\nnameserver 192.168.50.54\nnameserver 10.0.2.3\n");
  });

  it("keeps what others wrote while the bond was there", () => {
    const host = bring(guideHost(), NAMED);
    host.put(RESOLVER, `${host.text(RESOLVER)}nameserver 10.0.2.4\noptions rotate\n`);
    expect(destroy(host).text(RESOLVER)).to.equal(
      "search here\nnameserver 10.0.2.3\nnameserver 10.0.2.4\noptions rotate\n",
    );
    expect(observe(host).originals).to.deep.equal({});
  });

  it("keeps a name that was there before and that the program declares too", () => {
    const shared = guide({ dns: ["10.0.2.3"], searchDomains: ["here"] });
    const host = bring(guideHost(), shared);
    host.put(RESOLVER, `# hello\n${host.text(RESOLVER)}`);
    bring(host, NAMED, shared);
    expect(host.text(RESOLVER)).to.include("nameserver 10.0.2.3").and.include("here");
    expect(destroy(host).text(RESOLVER)).to.equal("# hello\nsearch here\nnameserver 10.0.2.3\n");
  });

  it("gets back the names in whose places the scripts had put the bond's", () => {
    const host = bring(guideHost(), NAMED);
    host.put(RESOLVER, "search studio.example here\nnameserver 192.168.50.53\n"); // as ifup writes it at boot
    host.put(`${RESOLVER}.save`, "search here\nnameserver 10.0.2.3\n");
    expect(destroy(host).text(RESOLVER)).to.equal("search here\nnameserver 10.0.2.3\n");
  });

  const COPY = `${RESOLVER}.save`;
  const OTHERS = "nameserver 192.168.50.53\nnameserver 10.0.2.4\noptions rotate\n";

  it("loses nothing to the scripts' older copy when they take a device down, whatever the plan has to write", () => {
    for (const wanted of [guide(), NAMED]) {
      const host = guideHost();
      host.put(RESOLVER, OTHERS);
      host.put(COPY, "nameserver 10.0.2.3\n");
      bring(host, wanted);
      expect(host.text(RESOLVER)).to.include(OTHERS.trim());
      expect(destroy(host).text(RESOLVER)).to.equal(OTHERS);
    }
  });

  it("loses nothing when a bond that was taken over goes down and up by the scripts, and knows later what was there before", () => {
    const host = bring(guideHost(), NAMED);
    host.originals.clear();
    host.put(RESOLVER, OTHERS);
    host.put(COPY, "nameserver 10.0.2.3\n");
    const wanted = { ...NAMED, searchDomains: [], mode: "balance-xor" } as Desired;
    run(host, planOn(host, wanted, undefined, "restart"));
    expect(host.text(RESOLVER)).to.equal(OTHERS);
    expect(destroy(host).text(RESOLVER)).to.equal("nameserver 10.0.2.3\nnameserver 10.0.2.4\noptions rotate\n");
  });

  it("is made where there was none, and goes again", () => {
    const host = guideHost();
    host.files.delete(RESOLVER);
    expect(bring(host, NAMED).text(RESOLVER)).to.equal("search studio.example\nnameserver 192.168.50.53\n");
    expect(destroy(host).text(RESOLVER)).to.equal(undefined);
  });
});

describe("/etc/sysconfig/network, which a bond shares with others", () => {
  const gone = (edit: (text: string) => string, wanted = guide()) => {
    const host = bring(guideHost(), wanted);
    host.put(NETWORK, edit(host.text(NETWORK) ?? ""));
    return destroy(host).text(NETWORK);
  };
  const other = guide({ addresses: ["10.9.0.5/24"], gateway: "10.9.0.1" });

  it("has its former gateway again once the bond is gone, and what others wrote since", () => {
    expect(gone((text) => `${text}NOZEROCONF=yes\n`, other)).to.equal(
      "NETWORKING=yes\nGATEWAY=192.168.50.1\nNOZEROCONF=yes\n",
    );
  });

  it("keeps a gateway that somebody else has set since, for another network", () => {
    expect(gone((text) => text.replace("10.9.0.1", "172.16.0.1"), other)).to.equal(
      "NETWORKING=yes\nGATEWAY=172.16.0.1\n",
    );
  });

  it("goes when the bond made it and nobody else wrote to it, and stays without a gateway otherwise", () => {
    const host = () => {
      const fresh = guideHost();
      fresh.files.delete(NETWORK);
      return bring(fresh, guide());
    };
    expect(destroy(host()).text(NETWORK)).to.equal(undefined);
    const edited = host();
    edited.put(NETWORK, `${edited.text(NETWORK)}NOZEROCONF=yes\n`);
    expect(destroy(edited).text(NETWORK)).to.equal("NETWORKING=yes\nNOZEROCONF=yes\n");
  });
});
