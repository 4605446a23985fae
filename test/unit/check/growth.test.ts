import { expect } from "chai";
import { check } from "../../../provider/check";
import { expectLinear } from "../growth";
import { declared } from "./declaration";

const numbers = (size: number) => Array.from({ length: size }, (_, index) => index);
const network = (index: number) => `10.${(index >> 8) & 255}.${index & 255}`;

describe("What check takes grows with the declaration, not with its square", function () {
  this.timeout(120_000);

  it("for routes, each with another neighbour", () => {
    expectLinear(1500, (size) => {
      const addresses = numbers(size / 10).map((index) => `${network(index)}.1/24`);
      const routes = numbers(size).map((index) => ({
        to: `172.${16 + (index >> 8)}.${index & 255}.0/24`,
        via: `${network(index % (size / 10))}.2`,
      }));
      return () => check(declared({ addresses, routes }));
    });
  });

  it("for members, also when their names are parts of each other", () => {
    expectLinear(2000, (size) => {
      const members = numbers(size).map((index) => `em${index}.${index % 7}`);
      return () => check(declared({ members }));
    });
  });

  it("for addresses, name servers and domains that are wrong one by one", () => {
    expectLinear(10_000, (size) => {
      const wrong = { addresses: numbers(size).map(String), dns: numbers(size), searchDomains: numbers(size) };
      return () => check(declared(wrong));
    });
  });
});

describe("Programs without measure", () => {
  it("get sentences for a hundred thousand wrong entries, not a crash", () => {
    const { failures } = check(declared({ routes: numbers(200_000) }));
    expect(failures.length).to.be.greaterThan(100_000);
  });

  it("may not nest proxies without end", () => {
    let connection: Record<string, unknown> = { host: "gate" };
    for (let depth = 0; depth < 50_000; depth++) connection = { host: "gate", proxy: connection };
    expect(check(declared({ connection })).failures).to.deep.equal([
      {
        property: "",
        reason: "connection has more than 8 machines inside one another under proxy. Leave some out.",
      },
    ]);
    let deep: Record<string, unknown> = {};
    for (let depth = 0; depth < 50_000; depth++) deep = { deep };
    expect(check(declared({ connection: { host: "a", privateKey: deep } })).failures).to.have.length(1);
  });
});
