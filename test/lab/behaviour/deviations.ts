/** Where the lab's scripts differ from the recording for good, by case id, with the reason. Nothing else may differ. */
export const DEVIATIONS: Readonly<Record<string, string>> = {};
