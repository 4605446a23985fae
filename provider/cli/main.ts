#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { WIDEST } from "./paint";
import { run } from "./run";

const { NO_COLOR = "", TERM, LC_ALL, LC_CTYPE, LANG } = process.env;
const locale = LC_ALL || LC_CTYPE || LANG || "";

const io = {
  read: (file: string) => (file === "-" ? text(process.stdin) : readFile(file, "utf8")),
  out: (words: string) => process.stdout.write(words),
  err: (words: string) => process.stderr.write(words),
  terminal: process.stderr.isTTY === true,
  colors: process.stdout.isTTY === true && NO_COLOR === "" && TERM !== "dumb",
  boxes: process.platform === "win32" || /utf-?8/i.test(locale),
  columns: process.stdout.columns || WIDEST,
};

run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
