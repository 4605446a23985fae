import { resetPools } from "../../../provider/ssh";
import { Direct } from "../direct";
import type { Driver } from "./driver";

type Bag = Record<string, unknown>;

/** What an operation tells the person at the terminal, kept for the test instead. */
async function overheard<T>(work: () => Promise<T>): Promise<{ result: T; said: string }> {
  const tell = console.log;
  const said: string[] = [];
  console.log = (...words: unknown[]) => void said.push(words.join(" "));
  try {
    return { result: await work(), said: said.join("\n") };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said.join("\n")}`);
  } finally {
    console.log = tell;
  }
}

/** Drives a bond through the provider; what is told meanwhile is kept for the test. */
export function directDriver(): Driver {
  let direct = new Direct();
  return {
    up: async (program: Bag) => {
      const { result, said } = await overheard(() => direct.up(program));
      return { did: result, said };
    },
    refresh: async () => (await overheard(() => direct.refresh())).result,
    agrees: async (program: Bag) => (await overheard(() => direct.agrees(program))).result,
    remove: async () => {
      direct = new Direct();
      resetPools();
    },
  };
}
