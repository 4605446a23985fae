import { join } from "node:path";
import { ROOT } from "../../root";
import { folders } from "./host";
import { playBoots } from "./play";

/** Hosts with what a take-over loses most easily; the long runs play all. */
const SAMPLE = ["several-hops", "policy-tables"];

describe("The next boot after a bond was taken over", function () {
  this.timeout(600_000);
  playBoots(folders([join(ROOT, "test/field/samples")]).filter(([name]) => SAMPLE.includes(name)));
});
