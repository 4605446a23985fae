import { setTimeout as pause } from "node:timers/promises";
import { applyOptions, check } from "../../provider/check";
import type { Lab } from "../lab/lab";
import { Stack } from "../lab/stack";
import { type Base, base, bootTruth, PATIENT } from "./bases";
import { DirectDriver, type Driver, type Ending, EngineDriver, type Running } from "./drivers";
import { settles, type Truth } from "./judge";
import { passTime } from "./lapse";
import { OVER, trigger } from "./moments";
import { isLacp } from "./programs";
import { programOf, type Scenario } from "./scenario";
import { judge, type Verdict } from "./verdict";

/** Seconds until the host undoes what is not confirmed: short, and still enough for the steps on a slow machine. */
const ROLLBACK_AFTER = 20;
/** Seconds beyond it that the way back itself may take on a slow machine. */
const WAY_BACK = 40;

export interface Outcome extends Verdict {
  struck: boolean;
  ending: Ending;
  seconds: number;
}

/** Deleted is what is recorded, as it was last applied; where the engine does not mind, the time is short there too. */
async function driverOf(from: Base, { engine, victim, operation }: Scenario): Promise<Driver> {
  if (engine) return new EngineDriver(await Stack.copyOf(from.stack), victim);
  const { recorded } = from;
  const short = { ...recorded, props: { ...recorded.props, apply: { rollbackAfter: ROLLBACK_AFTER } } };
  return new DirectDriver(operation.to === "none" ? short : recorded);
}

/** Seconds after which the host undoes what is not confirmed. */
function dueOf(from: Base, program: Record<string, unknown> | undefined, engine: boolean): number {
  if (program !== undefined) return applyOptions(check(program).inputs).rollbackAfter;
  return engine ? applyOptions(from.recorded.props).rollbackAfter : ROLLBACK_AFTER;
}

const must = async (lab: Lab, command: string): Promise<void> => {
  const { code, stdout, stderr } = await lab.machine(command);
  if (code !== 0) throw new Error(`"${command}" ended with ${code}: ${stdout}${stderr}`);
};

/** Lets the fault strike at its moment; what lasts is ended once the host has gone its own way or the time is up. */
async function strike(lab: Lab, running: Running, { fault: wrong, when, operation }: Scenario): Promise<boolean> {
  if (wrong.strike === undefined && wrong.act === undefined) return true;
  const { stdout } = await lab.machine(trigger(when, wrong.strike ?? ":"), "", 200);
  if (!stdout.includes("struck")) return false;
  await wrong.act?.({ lab, running });
  if (wrong.boots) {
    await lab.boot();
    // The switch lives in the same guest; a real one had its power all the time.
    if (isLacp(operation.from)) await lab.lacpPartner(true);
  }
  if (wrong.lasts !== undefined) {
    await pause(3000);
    await settles(lab, wrong.lasts);
    await must(lab, wrong.mend ?? ":");
  }
  return true;
}

async function ends(running: Running, limit: number): Promise<Ending> {
  const inTime = new AbortController();
  const late = pause(limit * 1000, undefined, { signal: inTime.signal }).then(
    () => {
      running.kill("SIGKILL");
      return true;
    },
    () => false,
  );
  const ending = await running.ended;
  inTime.abort();
  return (await late) ? { ...ending, how: "hung" } : ending;
}

/** One operation with one fault, from a restored guest to the judge's word. */
export async function torture(lab: Lab, one: Scenario): Promise<Outcome> {
  const { operation, fault: wrong } = one;
  const from = await base(lab, operation.from);
  const old: Truth = wrong.boots ? await bootTruth(lab, operation.from) : from.truth;
  const begin = Date.now();
  await lab.reset(from.snapshot);
  const driver = await driverOf(from, one);
  await must(lab, `rm -f /run/torture-over; ${wrong.prepare ?? ":"}`);
  const program = programOf(lab, one, { rollbackAfter: ROLLBACK_AFTER });
  const due = dueOf(from, program, one.engine);
  const running = driver.bring(program);
  const passed = one.waits ? undefined : passTime(lab, running);
  const struck = strike(lab, running, one);
  const ending = await ends(running, due + 180);
  await lab.machine(OVER);
  const didStrike = await struck;
  const pending = await settles(lab, due + WAY_BACK);
  await passed?.();
  if (wrong.mend !== undefined) await lab.machine(wrong.mend);
  const verdict = await judge(lab, { one, driver, ending, old, pending, apply: PATIENT });
  await driver.remove();
  return { ...verdict, struck: didStrike, ending, seconds: Math.round((Date.now() - begin) / 1000) };
}
