import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { optionNamed, rows } from "../../../provider/options/lookup";
import { MODES } from "../../../provider/options/modes";
import type { OptionRow } from "../../../provider/options/row";
import { meanings } from "../../meanings";
import { ROOT } from "../../root";

const FILE = join(ROOT, "program.ts");
let text = "";
let version = 0;

/** An editor with one program open, which sees the package as it is published. */
const service = ts.createLanguageService({
  getCompilationSettings: () => ({
    module: ts.ModuleKind.Node20,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
    types: [],
  }),
  getScriptFileNames: () => [FILE],
  getScriptVersion: (name) => (name === FILE ? String(version) : "0"),
  getScriptSnapshot: (name) => {
    const content = name === FILE ? text : ts.sys.readFile(name);
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getCurrentDirectory: () => ROOT,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (name) => name === FILE || ts.sys.fileExists(name),
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
});

function open(mode: string, options: string): void {
  text = `
import { BondInterface } from "./bin/sdk";
new BondInterface("b", { connection: { host: "h" }, members: ["em1"], mode: ${mode}, options: { ${options} } });`;
  version += 1;
}

/** What completion offers behind a piece of the program's text. */
const offered = (behind: string) =>
  service.getCompletionsAtPosition(FILE, text.indexOf(behind) + behind.length, {})?.entries.map(({ name }) => name) ??
  [];

const shown = (parts: ts.SymbolDisplayPart[] | undefined) => ts.displayPartsToString(parts ?? []);

describe("An editor", function () {
  this.timeout(60_000);

  it("offers the options of the mode that is written, and no others", () => {
    for (const [number, word] of MODES.entries()) {
      open(number % 2 === 0 ? `"${word}"` : String(number), "");
      const acts = (row: OptionRow) => !row.notPersistent && (row.modes as readonly string[]).includes(word);
      const names = offered("options: { ").filter((name) => optionNamed(name));
      expect(names).to.have.members(rows().flatMap(([name, row]) => (acts(row) ? [name] : [])));
    }
  });

  it("shows what an option means, in completion and where it is written", () => {
    open('"802.3ad"', "lacpRate: 1");
    const position = text.indexOf("lacpRate");
    const quick = service.getQuickInfoAtPosition(FILE, position);
    const entry = service.getCompletionEntryDetails(
      FILE,
      position,
      "minLinks",
      undefined,
      undefined,
      undefined,
      undefined,
    );
    expect(shown(quick?.documentation)).to.equal(meanings().lacpRate);
    expect(shown(entry?.documentation)).to.equal(meanings().minLinks);
  });

  it("shows what every property of a bond means", () => {
    open("0", "");
    const position = text.indexOf("members:");
    for (const property of ["device", "gateway", "apply", "extraKeys", "adopt"]) {
      const entry = service.getCompletionEntryDetails(
        FILE,
        position,
        property,
        undefined,
        undefined,
        undefined,
        undefined,
      );
      expect(shown(entry?.documentation), property).to.not.equal("");
    }
    for (const property of ["connection:", "members:", "mode:", "options:"])
      expect(shown(service.getQuickInfoAtPosition(FILE, text.indexOf(property))?.documentation), property).to.not.equal(
        "",
      );
  });

  it("offers the words of an option, and the modes", () => {
    open('""', 'xmitHashPolicy: ""');
    expect(offered('xmitHashPolicy: "')).to.include.members(["layer2", "layer3+4"]);
    expect(offered('mode: "')).to.include.members(["active-backup", "802.3ad"]);
  });

  it("says what may be written when a mode is misspelt", () => {
    open('"active-bakcup"', "");
    const messages = service
      .getSemanticDiagnostics(FILE)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    expect(messages).to.have.length(1);
    expect(messages[0]).to.include('"active-backup"');
  });
});
