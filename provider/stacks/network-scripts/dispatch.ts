/**
 * Whether the scripts would run another script than ifup-eth for a device: they take its name without the digits at the
 * end for its type, so that a bond named post0 runs ifup-post, which creates nothing and reports success.
 */
export const needsDeviceType = (device: string) => !/^bond\d*$/.test(device);
