import { expect } from "chai";
import fc from "fast-check";
import { editResolver, readResolver } from "../../../provider/formats/resolvConf";

const none = { dns: [], searchDomains: [] };

describe("Editing /etc/resolv.conf", function () {
  this.timeout(60_000); // generous: a busy machine is not a hang
  const before = "# by hand\noptions timeout:1\nsearch here\nnameserver 10.0.2.3\nnameserver 10.0.2.4\n";

  it("puts what is added in front and keeps other people's lines", () => {
    expect(editResolver(before, none, { dns: ["9.9.9.9"], searchDomains: ["example.com"] })).to.equal(
      "# by hand\noptions timeout:1\nsearch example.com here\nnameserver 9.9.9.9\nnameserver 10.0.2.3\nnameserver 10.0.2.4\n",
    );
  });

  it("takes out what it is told and nothing else", () => {
    expect(editResolver(before, { dns: ["10.0.2.3", "1.1.1.1"], searchDomains: ["here"] }, none)).to.equal(
      "# by hand\noptions timeout:1\nnameserver 10.0.2.4\n",
    );
  });

  it("changes no byte when there is nothing to change", () => {
    const odd = "nameserver\t1.1.1.1 \r\n; x\nsearch a  b";
    expect(
      editResolver(odd, { dns: ["2.2.2.2"], searchDomains: [] }, { dns: ["1.1.1.1"], searchDomains: ["a"] }),
    ).to.equal(odd);
  });

  it("makes a file from nothing", () => {
    expect(editResolver("", none, { dns: ["1.1.1.1"], searchDomains: ["a", "b"] })).to.equal(
      "search a b\nnameserver 1.1.1.1\n",
    );
  });

  it("ends with what was added in front, whatever was there", () => {
    const line = fc.oneof(
      fc.constantFrom("search a b", "domain c", "nameserver 1.1.1.1", "nameserver 2.2.2.2", "options x", "", "#"),
      fc.string(),
    );
    const entries: fc.Arbitrary<{ dns: string[]; searchDomains: string[] }> = fc.record({
      dns: fc.uniqueArray(fc.constantFrom("1.1.1.1", "2.2.2.2", "3.3.3.3")),
      searchDomains: fc.uniqueArray(fc.constantFrom("a", "b", "z")),
    });
    fc.assert(
      fc.property(fc.array(line), entries, entries, (lines, remove, add) => {
        const after = editResolver(lines.join("\n"), remove, add);
        const { dns, searchDomains } = readResolver(after);
        expect(dns.slice(0, add.dns.length)).to.deep.equal(add.dns);
        expect(searchDomains.slice(0, add.searchDomains.length)).to.deep.equal(add.searchDomains);
        expect(dns.filter((one) => remove.dns.includes(one) && !add.dns.includes(one))).to.deep.equal([]);
        expect(editResolver(after, remove, add)).to.equal(after);
      }),
    );
  });
});
