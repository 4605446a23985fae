import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./root";

const ROWS = join(ROOT, "provider/options/rows");

/** What stands above each row of the option table in the source, by API name. */
export function meanings(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const file of readdirSync(ROWS)) {
    const source = ts.createSourceFile(file, readFileSync(join(ROWS, file), "utf8"), ts.ScriptTarget.ES2022, true);
    ts.forEachChild(source, function visit(node: ts.Node) {
      const isRow = ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer);
      const [doc] = isRow ? ts.getJSDocCommentsAndTags(node) : [];
      if (isRow && doc && ts.isJSDoc(doc)) found[node.name.getText()] = ts.getTextOfJSDocComment(doc.comment) ?? "";
      ts.forEachChild(node, visit);
    });
  }
  return found;
}
