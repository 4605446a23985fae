import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../provider/check";
import { parseProc } from "../../provider/proc/parse";
import { diff } from "../../provider/verbs/diff";
import { corpus, present } from "../unit/proc/corpus";
import { coverage } from "./coverage";
import { fuzzed, judgedHosts } from "./fuzz";
import type { Row } from "./main";

const BONDS = 1000;
const INPUTS = 1_000_000;
const HOSTS = 100_000;

const bond = (n: number) => ({
  connection: { host: `host${n}.example.net` },
  device: "bond0",
  mode: "802.3ad",
  members: ["em2", "em1"],
  options: { miimon: 100, lacpRate: 1, xmitHashPolicy: "layer3+4" },
  addresses: [`10.${n >> 8}.${n & 255}.10/24`, "2001:DB8::10/64"],
  gateway: `10.${n >> 8}.${n & 255}.1`,
});

const PROC = `Ethernet Channel Bonding Driver: v6.1.0

Bonding Mode: load balancing (round-robin)
MII Status: up
MII Polling Interval (ms): 100
Up Delay (ms): 0
Down Delay (ms): 0
${Array.from({ length: 16 }, (_, n) => `\nSlave Interface: em${n}\nMII Status: up\nSpeed: 1000 Mbps\nDuplex: full\nLink Failure Count: 0\nPermanent HW addr: 52:54:00:00:00:${String(n).padStart(2, "0")}\nSlave queue ID: 0\n`).join("")}`;

async function milliseconds(work: () => unknown): Promise<number> {
  const begin = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

/** The longest text gathered from outside, where the collection lies beside the project; otherwise one of our own. */
function longest(): { name: string; text: string } {
  const folder = "proc-net-bonding";
  if (!present(folder)) return { name: "a bond of 16 members", text: PROC };
  const files = readdirSync(corpus(folder)).filter((name) => name.endsWith(".txt"));
  const texts = files.map((name) => ({ name, text: readFileSync(join(corpus(folder), name), "utf8") }));
  return texts.reduce((a, b) => (b.text.length > a.text.length ? b : a));
}

/** Inputs that nobody should write; a hang would show as the slowest. */
function fuzz(name: Parameters<typeof fuzzed>[0]): Row {
  const { runs, crashes, understood, slowest } = fuzzed(name, INPUTS, 1);
  return {
    what: `${runs} fuzzed inputs, ${name}`,
    crashes: crashes.length,
    understood,
    "slowest ms": Math.round(slowest),
  };
}

/** Take-overs of hosts that nobody has seen; what was lost in silence is printed. */
function hosts(): Row {
  const { lost, ...ended } = judgedHosts(HOSTS, 1);
  for (const text of lost.slice(0, 20)) console.error(text);
  return { what: `${HOSTS} drawn hosts, by import and adopt`, lost: lost.length, ...ended };
}

/** Time of the pure parts beside that of `JSON.parse` on the same input, in one run. */
export async function pure(): Promise<Row[]> {
  const inputs = Array.from({ length: BONDS }, (_, n) => bond(n));
  const texts = inputs.map((each) => JSON.stringify(each));
  const checkAndDiff = async () => {
    for (const each of inputs) {
      const checked = check(each).inputs;
      await diff("id", checked, checked);
    }
  };
  await checkAndDiff();
  const parse = await milliseconds(() => texts.map((text) => JSON.parse(text)));
  const ours = await milliseconds(checkAndDiff);
  const runs = 500;
  const { name, text } = longest();
  const proc = await milliseconds(() => {
    for (let n = 0; n < runs; n++) parseProc(text);
  });
  return [
    { what: `check + diff of ${BONDS} bonds`, ms: Math.round(ours), "x JSON.parse": Math.round(ours / parse) },
    { what: `parse of ${name}`, "MB/s": Number(((text.length * runs) / proc / 1000).toFixed(1)) },
    fuzz("proc"),
    fuzz("ifcfg"),
    fuzz("check"),
    hosts(),
    await coverage(),
  ];
}
