#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { run } from "./run";

const io = {
  read: (file: string) => (file === "-" ? text(process.stdin) : readFile(file, "utf8")),
  out: (words: string) => process.stdout.write(words),
  err: (words: string) => process.stderr.write(words),
  terminal: process.stderr.isTTY,
};

run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
