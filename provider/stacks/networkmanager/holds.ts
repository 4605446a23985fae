import type { Observed } from "../../model/observed";

/** States in which NetworkManager shows a device and leaves it alone. */
const HANDS_OFF = /^(unmanaged|connected \(externally\))?$/;

/** The devices among these that NetworkManager has in its hands. */
export const heldDevices = ({ stack }: Observed, devices: readonly string[]): string[] =>
  (stack.manager?.devices ?? [])
    .filter(({ name, state }) => devices.includes(name) && !HANDS_OFF.test(state))
    .map(({ name }) => name);

/** Whether NetworkManager has one of these devices in its hands. */
export const holds = (observed: Observed, devices: readonly string[]): boolean =>
  heldDevices(observed, devices).length > 0;
