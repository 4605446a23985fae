/** A bond to be written as a program: the resource's name and its arguments. */
export interface Declared {
  name: string;
  args: Record<string, unknown>;
  /** What the host has and the program cannot say: a comment. */
  leftOut?: readonly { property: string; reason: string }[];
}

/** The text of a program that declares these bonds of one host, ready to paste. */
export function programText(connection: object, bonds: Declared[]): string {
  return [
    'import { BondInterface } from "pulumi-linux-bond";',
    "",
    `const connection = ${literal(connection)};`,
    ...bonds.flatMap(({ name, args, leftOut = [] }) => ["", ...leftOut.map(comment), bondText(name, args)]),
    "",
  ].join("\n");
}

const comment = ({ property, reason }: { property: string; reason: string }) =>
  `// Without ${property}, which the host has: ${reason.replace(/\s+/g, " ")}`;

function bondText(name: string, args: Record<string, unknown>): string {
  const { connection: _connection, device, ...rest } = args;
  const shown = device === name ? rest : { device, ...rest };
  const body = Object.entries(shown).map(([key, value]) => `  ${key}: ${literal(value, "  ")},\n`);
  return `export const ${identifier(name)} = new BondInterface(${JSON.stringify(name)}, {\n  connection,\n${body.join("")}});`;
}

/** A value as TypeScript writes it: short ones on one line. */
function literal(value: unknown, indent = ""): string {
  const short = inline(value);
  if (typeof value !== "object" || value === null || indent.length + short.length < 100) return short;
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((one) => literal(one, deeper))
    : Object.entries(value).map(([key, one]) => `${property(key)}: ${literal(one, deeper)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${lines.map((line) => `${deeper}${line},\n`).join("")}${indent}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, one]) => `${property(key)}: ${inline(one)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

const property = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));

const RESERVED =
  /^(break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|await|connection)$/;

/** A name for the constant: a device name can hold what an identifier cannot. */
function identifier(name: string): string {
  const word = name.replace(/[^\w$]+(\w?)/g, (_, next: string) => next.toUpperCase());
  return /^[A-Za-z_$]/.test(word) && !RESERVED.test(word) ? word : `bond_${word}`;
}
