export { type BootJudgement, judgeBoot } from "./conflict";
export { untrueAtBoot } from "./untrue";
export { lostWayIn } from "./wayIn";
