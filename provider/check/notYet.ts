/** Properties that are promised but not there yet, with what to do meanwhile: refused in so many words, never ignored. */
export const NOT_YET: Readonly<Record<string, string>> = {};
