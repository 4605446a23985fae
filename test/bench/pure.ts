import { check } from "../../provider/check";
import { parseProc } from "../../provider/proc/parse";
import { diff } from "../../provider/verbs/diff";
import type { Row } from "./main";

const BONDS = 1000;

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
  const proc = await milliseconds(() => {
    for (let n = 0; n < runs; n++) parseProc(PROC);
  });
  return [
    { what: `check + diff of ${BONDS} bonds`, ms: Math.round(ours), "x JSON.parse": Math.round(ours / parse) },
    { what: "parse of /proc/net/bonding, 16 members", "MB/s": Number(((PROC.length * runs) / proc / 1000).toFixed(1)) },
  ];
}
