import { MODE_GUIDE, SWITCH } from "../provider/options/guide";
import type { Mode } from "../provider/options/modes";

const WIDTH = 640;
const HEIGHT = 230;
/** A box with a title: left, top, width, height. */
type Box = readonly [x: number, y: number, width: number, height: number];
const HOST: Box = [10, 20, 110, 160];
const PORTS: Box = [520, 20, 110, 160];
const LANES = [65, 135] as const;
const CHARACTER = 7; // widest average of a 12 px sans-serif

const STYLE = `
  text { font: 12px sans-serif; fill: #1f2328; text-anchor: middle }
  .box { fill: none; stroke: #57606a; stroke-width: 1.5 }
  .wire { stroke: #57606a; stroke-width: 2 }
  .idle { stroke-dasharray: 5 5; opacity: .6 }
  .A { fill: #0969da } .B { fill: #bf5700 }
  .packet text { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .box, .wire { stroke: #8b949e }
    .A { fill: #388bfd } .B { fill: #db6d28 } .packet text { fill: #0d1117 }
  }`;

function text(x: number, y: number, words: string, room: number): string {
  if (words.length * CHARACTER > room) throw new Error(`"${words}" is wider than its place of ${room} px.`);
  return `<text x="${x}" y="${y}">${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
}

function box([x, y, width, height]: Box, title: string): string {
  const frame = `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`;
  return frame + text(x + width / 2, y + 18, title, width - 10);
}

/** Packets on one side of a wire, with an arrow in the direction in which they travel. */
function packets(names: string, y: number, direction: "→" | "←"): string {
  if (names === "-") return "";
  const all = names.split(" ");
  const first = (HOST[0] + HOST[2] + PORTS[0]) / 2 - (all.length * 40) / 2;
  const drawn = all.map((name, place) => {
    const x = first + place * 40;
    return `<g class="packet"><rect class="${name[0]}" x="${x}" y="${y}" width="34" height="20" rx="4"/>${text(x + 17, y + 14, name, 34)}</g>`;
  });
  const arrow = direction === "→" ? first + all.length * 40 + 10 : first - 14;
  return drawn.join("") + text(arrow, y + 15, direction, 20);
}

function lane(mode: Mode, place: 0 | 1): string {
  const { sends, receives } = MODE_GUIDE[mode];
  const y = LANES[place];
  const [from, to] = [HOST[0] + HOST[2], PORTS[0]];
  const idle = sends[place] === "-" && receives[place] === "-";
  return [
    `<line class="wire${idle ? " idle" : ""}" x1="${from}" y1="${y}" x2="${to}" y2="${y}"/>`,
    text(HOST[0] + HOST[2] / 2, y + 4, `em${place + 1}`, HOST[2] - 10),
    text(PORTS[0] + PORTS[2] / 2, y + 4, `port ${place + 1}`, PORTS[2] - 10),
    idle ? text((from + to) / 2, y - 8, "stands by", to - from) : "",
    packets(sends[place], y - 25, "→"),
    packets(receives[place], y + 5, "←"),
  ].join("");
}

/** The drawing of a mode: two members, the packets of two streams on them, and what the switch needs. */
export function modeDrawing(mode: Mode): string {
  const title = `${mode}: which packets each of two members sends and receives`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${title}">`,
    `<title>${title}</title><style>${STYLE}\n</style>`,
    box(HOST, "host"),
    box(PORTS, "switch"),
    lane(mode, 0),
    lane(mode, 1),
    text(WIDTH / 2, HEIGHT - 18, `The switch ${SWITCH[MODE_GUIDE[mode].switch]}`, WIDTH),
    "</svg>\n",
  ].join("\n");
}
