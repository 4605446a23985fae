import { join } from "node:path";
import { folders } from "../lab/boots/host";
import { playBoots } from "../lab/boots/play";
import { ROOT } from "../root";

describe("The next boot after a bond was taken over brings what the files brought before", function () {
  this.timeout(900_000);
  playBoots(folders([join(ROOT, "test/field/samples"), join(ROOT, "../shared/corpus/field-cases")]));
});
