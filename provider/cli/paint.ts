import { printable } from "../ssh";
import type { Piece, Tone } from "./picture";

/** Widest row, in characters: a picture fits beside other text. */
export const WIDEST = 60;

const COLORS: Record<Tone, string> = { good: "\x1b[32m", bad: "\x1b[31m", idle: "\x1b[2m", plain: "" };
const RESET = "\x1b[0m";

/** The row's pieces cut to a width; what is cut off is marked. Nothing of a host acts on the terminal. */
function cut(row: readonly Piece[], width: number): Piece[] {
  let left = width;
  return row.flatMap(({ text, tone }) => {
    const safe = printable(text, 500);
    const kept = safe.length > left ? `${safe.slice(0, Math.max(0, left - 1))}${left > 0 ? "…" : ""}` : safe;
    left -= safe.length;
    return kept === "" ? [] : [{ text: kept, tone }];
  });
}

/** The picture as text for a terminal of this width. */
export function asText(rows: readonly (readonly Piece[])[], colored: boolean, width: number = WIDEST): string {
  const paint = ({ text, tone }: Piece) => (colored && COLORS[tone] !== "" ? COLORS[tone] + text + RESET : text);
  return rows.map((row) => `${cut(row, Math.min(width, WIDEST)).map(paint).join("").trimEnd()}\n`).join("");
}

const CHARACTER = 8.5;
const LINE = 20;
const MARGIN = 16;

const STYLE = `
  rect { fill: #ffffff; stroke: #d0d7de }
  text { font: 14px ui-monospace, "DejaVu Sans Mono", monospace; fill: #1f2328; white-space: pre }
  .good { fill: #1a7f37 } .bad { fill: #cf222e; font-weight: bold } .idle { fill: #6e7781 }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #30363d } text { fill: #e6edf3 }
    .good { fill: #3fb950 } .bad { fill: #ff7b72 } .idle { fill: #8b949e }
  }`;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The same picture as an SVG that is readable in light and dark. */
export function asSvg(rows: readonly (readonly Piece[])[], title: string): string {
  const width = Math.round(WIDEST * CHARACTER + 2 * MARGIN);
  const height = rows.length * LINE + 2 * MARGIN;
  const lines = rows.map((row, number) => {
    const spans = cut(row, WIDEST).map(({ text, tone }) => `<tspan class="${tone}">${escaped(text)}</tspan>`);
    return `<text x="${MARGIN}" y="${MARGIN + LINE * number + 14}" xml:space="preserve">${spans.join("")}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(printable(title, 200))}</title><style>${STYLE}\n</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}
