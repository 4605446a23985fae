import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { rows } from "../../../provider/options/lookup";
import { meanings } from "../../meanings";
import { ROOT } from "../../root";

const FILE = join(ROOT, "program.ts");
const program = (mode: string, options: string) => `
import { BondInterface } from "./bin/sdk";
new BondInterface("b", { connection: { host: "h" }, members: ["em1"], mode: ${mode}, options: { ${options} } });`;

/** An editor with one program open, which sees the package as it is published. */
function editor(text: string): ts.LanguageService {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.Node20,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    types: [],
  };
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [FILE],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) =>
      name === FILE
        ? ts.ScriptSnapshot.fromString(text)
        : existsSync(name)
          ? ts.ScriptSnapshot.fromString(readFileSync(name, "utf8"))
          : undefined,
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === FILE || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
}

const shown = (parts: ts.SymbolDisplayPart[] | undefined) => ts.displayPartsToString(parts ?? []);

describe("An editor", function () {
  this.timeout(60_000);

  it("offers the options of the mode that is written, and no others", () => {
    for (const [mode, word] of [
      ['"active-backup"', "active-backup"],
      ["4", "802.3ad"],
    ] as const) {
      const text = program(mode, "");
      const names = editor(text)
        .getCompletionsAtPosition(FILE, text.indexOf("options: { ") + 11, {})
        ?.entries.map(({ name }) => name);
      const acting = rows().filter(([, row]) => !row.notPersistent && (row.modes as readonly string[]).includes(word));
      expect(names).to.have.members(acting.map(([name]) => name));
    }
  });

  it("shows what an option means, in completion and where it is written", () => {
    const text = program('"802.3ad"', "lacpRate: 1");
    const service = editor(text);
    const position = text.indexOf("lacpRate");
    const quick = service.getQuickInfoAtPosition(FILE, position);
    const details = service.getCompletionEntryDetails(
      FILE,
      position,
      "minLinks",
      undefined,
      undefined,
      undefined,
      undefined,
    );
    expect(shown(quick?.documentation)).to.equal(meanings().lacpRate);
    expect(shown(details?.documentation)).to.equal(meanings().minLinks);
  });

  it("offers the words of an option and the modes", () => {
    const text = program('""', 'xmitHashPolicy: ""');
    const words = (place: string) =>
      editor(text)
        .getCompletionsAtPosition(FILE, text.indexOf(place) + place.length, {})
        ?.entries.map(({ name }) => name);
    expect(words('xmitHashPolicy: "')).to.include.members(["layer2", "layer3+4"]);
    expect(words('mode: "')).to.include.members(["active-backup", "802.3ad"]);
  });

  it("says what may be written when a mode is misspelt", () => {
    const messages = editor(program('"active-bakcup"', ""))
      .getSemanticDiagnostics(FILE)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    expect(messages).to.have.length(1);
    expect(messages[0]).to.include('"active-backup"');
  });
});
