import { MODE_GUIDE, SWITCH } from "../provider/options/guide";
import { MODES } from "../provider/options/modes";

const KERNEL = "https://docs.kernel.org/networking/bonding.html";

/** The seven modes in one table, for the README. */
export function modesTable(): string {
  const head = ["mode", "one stream", "many streams", "the switch", "take it for"];
  const rows = MODES.map((mode, number) => {
    const { oneStream, manyStreams, use } = MODE_GUIDE[mode];
    return [`\`${mode}\` (${number})`, oneStream, manyStreams, SWITCH[MODE_GUIDE[mode].switch], use];
  });
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A line for each mode, for an editor. */
export const modeList = (): string[] =>
  MODES.map((mode, number) => {
    const { does } = MODE_GUIDE[mode];
    return `- \`${mode}\` (${number}): ${does} The switch ${SWITCH[MODE_GUIDE[mode].switch]}.`;
  });

/** The page about modes: a section for each, with its drawing. */
export function modePage(): string {
  const sections = MODES.map((mode, number) => {
    const { does, oneStream, manyStreams, use, avoid, wrongSwitch } = MODE_GUIDE[mode];
    return [
      `## ${mode} (${number})`,
      `![${mode}: which packets each member carries](modes/${mode}.svg)`,
      does,
      [
        `- One stream over two 1 Gbit ports: ${oneStream}.`,
        `- Many streams: ${manyStreams}.`,
        `- The switch ${SWITCH[MODE_GUIDE[mode].switch]}.`,
        `- Take it for: ${use}`,
        `- Not for: ${avoid}`,
        `- With another setting of the switch: ${wrongSwitch}`,
      ].join("\n"),
    ].join("\n\n");
  });
  return `${[
    "# Bonding modes and options",
    "<!-- Made by `node bin/test/pages.js --write` from guide.ts, with the drawings: do not edit. -->",
    "[All options](#bonding-options) stand below the modes. Which of the seven modes is right depends on two things: whether one stream or many shall be fast, and what the switch can be set to. In the drawings A and B are two streams, the number counts their packets; packets above a line are sent, those below it are received.",
    `Source of the facts: the [kernel's documentation of the bonding driver](${KERNEL}), sections "Bonding Driver Options", "Switch Configuration" and "Configuring Bonding for Maximum Throughput".`,
    ...sections,
  ].join("\n\n")}\n`;
}
