import { expect } from "chai";
import { check } from "../../../provider/check";
import type { Desired } from "../../../provider/model/desired";
import type { Observed } from "../../../provider/model/observed";
import { prepare } from "../../../provider/verbs/prepare";
import { desiredBond, observedFixture } from "../observedFixture";

const NETWORK = "/etc/sysconfig/network";
const RESOLVER = "/etc/resolv.conf";
const HOSTNAME = "HOSTNAME=M\uFFFDnchen\n";

/** A host whose file has a byte that is no UTF-8, in a line of somebody else's. */
function withLatin1(observed: Observed, path: string, line: string): Observed {
  const file = observed.files[path] ?? { content: "", mode: "644", owner: "root:root", exact: true };
  return {
    ...observed,
    files: { ...observed.files, [path]: { ...file, content: `${line}${file.content}`, exact: false } },
  };
}

/** What an update from one declaration to another is refused for on a host like this. */
function refused(from: Desired, to: Desired, change: (observed: Observed) => Observed): string[] {
  const { extraKeys: _, ...args } = to;
  const { inputs, failures } = check({ connection: { host: "media1" }, ...args });
  expect(failures).to.deep.equal([]);
  const { reasons, plan } = prepare(inputs, change(observedFixture(from)), from);
  expect(plan === undefined).to.equal(reasons.length > 0);
  return reasons;
}

describe("A file with bytes that are not UTF-8", () => {
  const before = desiredBond({ gateway: "10.0.0.1", dns: ["10.0.0.53"] });

  it("is no reason against a change that does not write it", () => {
    const after = desiredBond({ ...before, options: { miimon: 50 } });
    expect(refused(before, after, (observed) => withLatin1(observed, NETWORK, HOSTNAME))).to.deep.equal([]);
    expect(refused(before, after, (observed) => withLatin1(observed, RESOLVER, "# \uFFFD\n"))).to.deep.equal([]);
  });

  it("is never written without them: the change is refused with file and line", () => {
    const gateway = desiredBond({ ...before, gateway: "10.0.0.254" });
    const why = (path: string) =>
      `Unable to change bond0 on media1: ${path} has bytes that are not UTF-8 (line 1), and they would be lost when it is written. Write that line in UTF-8 and run the operation again.`;
    expect(refused(before, gateway, (observed) => withLatin1(observed, NETWORK, HOSTNAME))).to.deep.equal([
      why(NETWORK),
    ]);
    const dns = desiredBond({ ...before, dns: ["10.0.0.54"] });
    expect(refused(before, dns, (observed) => withLatin1(observed, RESOLVER, "# \uFFFD\n"))).to.deep.equal([
      why(RESOLVER),
    ]);
  });
});
