/** The id of a bond: where it was created, a label for people. */
export const idOf = (host: string, device: string): string => `${host}/${device}`;

/** The device that an id names: what follows the last `/`, or all of it, so that the bare device is an id too. */
export const deviceOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
