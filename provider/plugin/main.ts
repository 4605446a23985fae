#!/usr/bin/env node
import { sayToEngine } from "./lines";
import { serve } from "./service";

// The engine gives its address; what it reads first from us is our port.
const engine = process.argv.slice(2).find((word) => !word.startsWith("-"));
if (engine !== undefined) sayToEngine(engine);
serve().then(
  (port) => process.stdout.write(`${port}\n`),
  (error: Error) => {
    process.stderr.write(`Unable to serve linux-bond: ${error.message}\n`);
    process.exit(1);
  },
);
