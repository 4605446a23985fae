import { expect } from "chai";
import fc from "fast-check";
import { editKeyfile, unsafeValue } from "../../../../provider/formats/keyfile/edit";
import { parseKeyfile, Settings } from "../../../../provider/formats/keyfile/parse";

/** A profile as a person may have left it: comments, odd blanks, a setting twice, groups of other subjects. */
const BY_HAND = `# the uplink
[connection]
id=bond0
 uuid = 11111111-2222-3333-4444-555555555555
type=bond

[bond]
mode=active-backup
miimon=50
miimon=100
# keep
[user]
org.example.note=a\\sb

[ipv4]
method=auto
`;

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const value = fc
  .oneof(fc.string({ maxLength: 30 }), fc.string({ unit: "binary", maxLength: 20 }))
  .filter((text) => unsafeValue(text) === undefined && text !== "");
const setting = fc.tuple(fc.constantFrom("connection", "bond", "ipv4", "other"), name, value);

const asMap = (text: string) => {
  const file = parseKeyfile(text);
  const settings = new Settings(file);
  return new Map(file.settings.map(({ group, key }) => [`${group}.${key}`, settings.get(`${group}.${key}`)]));
};

describe("A keyfile", () => {
  it("is written with a group for each subject, in the order in which people read it", () => {
    const changes = new Map([
      ["ipv4.method", "disabled"],
      ["bond.mode", "balance-rr"],
      ["connection.id", "bond0"],
      ["connection.autoconnect", undefined],
    ]);
    expect(editKeyfile("", changes, ["ethernet"])).to.equal(
      "[connection]\nid=bond0\n\n[bond]\nmode=balance-rr\n\n[ethernet]\n\n[ipv4]\nmethod=disabled\n",
    );
  });

  it("keeps every line that is not about a changed setting", () => {
    const changes = new Map<string, string | undefined>([
      ["bond.miimon", "200"],
      ["ipv4.method", "manual"],
      ["ipv4.address1", "10.0.0.5/24"],
      ["ipv6.method", "ignore"],
      ["connection.type", undefined],
    ]);
    expect(editKeyfile(BY_HAND, changes)).to.equal(
      BY_HAND.replace("miimon=50\nmiimon=100", "miimon=200")
        .replace("type=bond\n", "")
        .replace("method=auto\n", "method=manual\naddress1=10.0.0.5/24\n\n[ipv6]\nmethod=ignore\n"),
    );
  });

  it("says what was written, and all that it said before, whatever is written", () => {
    fc.assert(
      fc.property(fc.array(setting), fc.array(setting), (before, after) => {
        const first = new Map(before.map(([group, key, text]) => [`${group}.${key}`, text]));
        const second = new Map(after.map(([group, key, text]) => [`${group}.${key}`, text]));
        const text = editKeyfile(editKeyfile("", first), second);
        expect(parseKeyfile(text).problems).to.deep.equal([]);
        expect(asMap(text)).to.deep.equal(new Map([...first, ...second]));
        expect(editKeyfile(text, second)).to.equal(text);
      }),
      { numRuns: 500 },
    );
  });

  it("is not written with a value that would leave its line or be read otherwise", () => {
    const hostile = ["a\nb=c", "a\r", " a", "a\t", "a\\sb", "a\u0000b", "a\u0085b"];
    for (const text of hostile)
      expect(() => editKeyfile("", new Map([["connection.zone", text]])), JSON.stringify(text)).to.throw(
        "Unable to write the setting zone",
      );
  });

  it("is refused by NetworkManager, and by this reader, with a line that is no setting", () => {
    for (const [text, line] of [
      ["id=bond0\n", 1],
      ["[connection]\nid=bond0\n; a comment that is none\n", 3],
      ["[connection]\n=x\n", 2],
    ] as const)
      expect(
        parseKeyfile(text).problems.map((problem) => problem.line),
        text,
      ).to.deep.equal([line]);
  });

  it("has lists whose items end with a semicolon, and escapes", () => {
    const settings = new Settings(parseKeyfile("[ipv4]\r\ndns=10.0.0.1;10.0.0.2;\r\nnote=a\\sb\\\\c\\;d;e\r\n"));
    expect(settings.list("ipv4.dns")).to.deep.equal(["10.0.0.1", "10.0.0.2"]);
    expect(settings.list("ipv4.note")).to.deep.equal(["a b\\c;d", "e"]);
    expect(settings.get("ipv4.dns")).to.equal("10.0.0.1;10.0.0.2;");
  });
});
