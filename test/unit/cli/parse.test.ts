import { expect } from "chai";
import { run as runCommand } from "../../../provider/cli/run";
import { ROOT, readText } from "../proc/corpus";

const proc = (name: string) => readText(ROOT, "test", "unit", "proc", "samples", `${name}.txt`);

async function run(args: string[], text?: string) {
  let out = "";
  let err = "";
  const code = await runCommand(["parse", ...args], {
    read: async (file) => {
      if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${file}'`);
      return text;
    },
    out: (words) => {
      out += words;
    },
    err: (words) => {
      err += words;
    },
  });
  return { code, err, value: out === "" ? undefined : JSON.parse(out) };
}

describe("pulumi-linux-bond parse", () => {
  it("prints a bond in the words of the output `state`", async () => {
    const { code, value, err } = await run(["proc", "-"], proc("d-lacp-root"));
    expect(code).to.equal(0);
    expect(err).to.equal("");
    expect(value.mode).to.equal("802.3ad");
    expect(value.options.lacpRate).to.equal("slow");
    expect(value.members[1].name).to.equal("em2");
    expect(value.lacp.partnerMac).to.equal("02:cd:00:00:00:02");
  });

  it("prints several bonds as a list", async () => {
    const { value } = await run(["proc", "bonds"], proc("two-bonds"));
    expect(value.map((bond: { mode: string }) => bond.mode)).to.deep.equal(["balance-rr", "balance-tlb"]);
  });

  it("prints what it understood of a text that is cut off, and fails", async () => {
    const { code, value, err } = await run(["proc", "/tmp/x"], proc("cut-pdu"));
    expect(code).to.equal(1);
    expect(value.members.length).to.equal(2);
    expect(err).to.equal(
      'Unable to understand all of /tmp/x: it is cut off: nothing follows "oper key: 7" of em2. Give all of the file.\n',
    );
  });

  it("fails with a sentence for a text that is something else", async () => {
    expect(await run(["proc", "-"], "hello\n")).to.deep.equal({
      code: 1,
      err: 'Unable to understand standard input: it is no text of /proc/net/bonding: nothing in it looks like a bond (it begins with "hello"). Give what "cat /proc/net/bonding/BOND" prints.\n',
      value: undefined,
    });
    expect((await run(["ifcfg", "-"], "")).err).to.include("it is no ifcfg file: it sets nothing");
  });

  it("shows nothing of a text that a terminal would obey", async () => {
    const { code, err } = await run(["proc", "-"], "\u001b]0;title\u0007 hello\n");
    expect(code).to.equal(1);
    expect(err).to.match(/^Unable to understand standard input: [ -~]*\n$/);
  });

  it("prints the keys of an ifcfg file", async () => {
    expect(await run(["ifcfg", "f"], "DEVICE=bond0\nIPADDR='10.0.0.1' # x\n")).to.deep.equal({
      code: 0,
      err: "",
      value: { DEVICE: "bond0", IPADDR: "10.0.0.1" },
    });
  });

  it("never runs what it reads, and says where it would have to", async () => {
    expect(await run(["ifcfg", "f"], "DEVICE=bond0\nMTU=$(id)\n")).to.deep.equal({
      code: 1,
      err: 'Unable to understand all of f: line 2: the value of MTU cannot be read safely: it runs a command or computes ($(...)). Only lines like KEY="value" can be read safely.\n',
      value: { DEVICE: "bond0" },
    });
  });

  it("names typographic quotes, which people copy from web pages", async () => {
    const text = "DEVICE=bond0\nONBOOT=“yes”\nNAME='„x“'\n# MTU=“9000”\nBONDING_OPTS=”mode=1 miimon=100”\n";
    const { code, err } = await run(["ifcfg", "f"], text);
    expect(code).to.equal(1);
    expect(err)
      .to.include(
        'Unable to understand all of f: line 2: the value of ONBOOT begins with “, a typographic quote, which the shell takes for a part of the value: write " instead.\n',
      )
      .and.include("line 5: the value of BONDING_OPTS begins with ”")
      .and.not.match(/value of (NAME|MTU)/);
  });

  it("says why a file could not be read, and how it is used", async () => {
    expect(await run(["proc", "gone"])).to.deep.equal({
      code: 1,
      err: "Unable to read gone: ENOENT: no such file or directory, open 'gone'.\n",
      value: undefined,
    });
    for (const args of [[], ["proc"], ["json", "x"], ["constructor", "x"], ["proc", "a", "b"]]) {
      const { code, err, value } = await run(args, "");
      expect({ code, value }).to.deep.equal({ code: 2, value: undefined });
      expect(err).to.match(/pulumi-linux-bond (help|parse)/);
    }
  });
});
