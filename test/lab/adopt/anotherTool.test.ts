import { directDriver } from "../drift/direct";
import { playAnotherTool } from "./anotherTool";

describe("A bond that another tool made", function () {
  this.timeout(300_000);
  playAnotherTool(directDriver);
});
