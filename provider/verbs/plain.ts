/** The same value without anything the engine's wire format refuses (`undefined`, at any depth). */
export const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
