export { type BootJudgement, judgeBoot } from "./conflict";
export { predictBoot } from "./predict";
export { untrueAtBoot } from "./untrue";
export { lostWayIn } from "./wayIn";
