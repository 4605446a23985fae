import type { Desired, Route } from "../model/desired";
import type { KernelRoute, Observed } from "../model/observed";
import { familyOf, target } from "../routing/route";

/** A declared route as the kernel has it: one that refuses is on no device. */
export const onDevice = (route: Route, device: string): KernelRoute => ({
  ...route,
  dev: route.type === undefined ? device : "",
});

/** Every route that a declaration asks for; ifup gives the IPv6 gateway metric 1, so do we. */
export function declaredRoutes(desired: Desired): KernelRoute[] {
  const { device: dev, gateway, gateway6, routes } = desired;
  return [
    ...(gateway ? [{ to: "default", via: gateway, dev }] : []),
    ...(gateway6 ? [{ to: "default", via: gateway6, dev, metric: 1 }] : []),
    ...routes.map((route) => onDevice(route, dev)),
  ];
}

/** Whether the kernel has this route; what a declared route does not say may be anything. */
export function hasRoute(observed: Observed, wanted: KernelRoute): boolean {
  return observed.routes.some((have) => fits(have, wanted));
}

/** Whether the kernel's route is the one that is wanted. */
export function fits(have: KernelRoute, wanted: KernelRoute): boolean {
  const { metric, source, mtu, onLink } = wanted;
  const place = (route: KernelRoute) =>
    [familyOf(route), target(route.to), route.table, route.type, route.via, route.dev].join(" ");
  return (
    place(have) === place(wanted) &&
    (metric === undefined || wanted.to === "default" || have.metric === metric) &&
    (source === undefined || have.source === source) &&
    (mtu === undefined || have.mtu === mtu) &&
    (!onLink || have.onLink === true)
  );
}

/**
 * Routes of the former program that are still there and not declared any more. One that is declared with another metric is
 * another route: the kernel would keep both.
 */
export function strayRoutes(desired: Desired, observed: Observed, previous?: Desired): KernelRoute[] {
  const wanted = declaredRoutes(desired);
  const former = previous ? declaredRoutes({ ...previous, device: desired.device }) : [];
  const exactly = (a: KernelRoute, b: KernelRoute) => fits(a, b) && a.metric === b.metric;
  const left = former.filter((route) => !wanted.some((one) => exactly(one, route)));
  return observed.routes.filter(
    (have) => left.some((route) => fits(have, route)) && !wanted.some((one) => exactly(have, one)),
  );
}
