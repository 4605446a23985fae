import { isStackOp, LEAST_SECONDS, type Plan } from "../model/plan";

/**
 * Seconds by which the rollback timer is raised where commands of the stack may take longer than usual.
 *
 * @param counted Seconds of that which the timer counts already: the bond's own DHCP lease.
 */
export function raisedBy(plan: Plan, counted: number): number {
  const ops = plan.steps.flatMap((step) => step.do).filter(isStackOp);
  const longer = ops.reduce((all, [, , seconds]) => all + Number(seconds ?? LEAST_SECONDS) - LEAST_SECONDS, 0);
  return Math.ceil((Math.max(0, longer - counted) * 4) / 3); // a quarter of the time is the client's
}
