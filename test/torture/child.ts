import { resetPools } from "../../provider/ssh";
import { Direct, type Recorded } from "../lab/direct";

/** What one process of the provider is asked to do; it prints what is recorded afterwards behind RESULT. */
export interface Errand {
  recorded: Recorded;
  /** Absent: destroy. */
  program?: Record<string, unknown>;
  refresh?: boolean;
}

export const RESULT = "RESULT ";

async function main(): Promise<void> {
  let text = "";
  for await (const chunk of process.stdin) text += chunk;
  const { recorded, program, refresh } = JSON.parse(text) as Errand;
  const direct = new Direct(recorded);
  if (refresh) await direct.refresh();
  else if (program === undefined) await direct.destroy();
  else await direct.up(program);
  console.log(RESULT + JSON.stringify(direct.recorded));
  await resetPools();
}

if (require.main === module)
  main().then(
    () => process.exit(0),
    (error: Error) => {
      console.log(error.message);
      process.exit(1);
    },
  );
