import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { ROOT } from "../../root";

const TYPES = join(ROOT, "test/types");

describe("The compiler", function () {
  this.timeout(60_000);

  it("refuses what a written mode does not have, and leaves what only the run knows to check", () => {
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile).config,
      ts.sys,
      ROOT,
    );
    const rest = { ...options };
    delete rest.tsBuildInfoFile;
    const files = readdirSync(TYPES).map((file) => join(TYPES, file));
    const program = ts.createProgram(files, { ...rest, noEmit: true, incremental: false });
    const found = files.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)));
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).to.deep.equal([]);
    expect(files).to.have.length.greaterThan(1);
  });
});
