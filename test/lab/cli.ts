import { spawn } from "node:child_process";
import { join } from "node:path";
import { Lab } from "./lab";
import { sshWords } from "./plainSsh";

const HELP = "npm run lab -- up | down | reset | ssh [COMMAND] | status | console";

const running = async (): Promise<Lab> => {
  const lab = await Lab.running();
  if (lab === undefined) throw new Error("The lab is not up. Type: npm run lab -- up");
  return lab;
};

function ssh(lab: Lab, words: string[]): Promise<number> {
  const child = spawn("ssh", [...sshWords(lab.connection()), ...words], { stdio: "inherit" });
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}

async function status(): Promise<number> {
  const lab = await Lab.running();
  if (lab === undefined) {
    console.log("The lab is down.");
    return 1;
  }
  console.log(`The lab is up in ${lab.folder}; its machine answers SSH on 127.0.0.1:${lab.connection().port}.`);
  console.log((await lab.machine("ip -brief address; cat /proc/net/bonding/* 2>/dev/null")).stdout);
  return 0;
}

async function main([command, ...words]: string[]): Promise<number> {
  switch (command) {
    case "up":
      await Lab.up();
      return status();
    case "down":
      await (await Lab.running())?.down();
      return 0;
    case "reset":
      await (await running()).reset();
      return 0;
    case "ssh":
      return ssh(await running(), words);
    case "status":
      return status();
    case "console":
      console.log(await (await running()).console());
      console.log(`(${join((await running()).folder, "console.log")})`);
      return 0;
    default:
      console.log(HELP);
      return 2;
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
