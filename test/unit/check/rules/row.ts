/** What a program changes in a good declaration, the property that the failure stands on, and what it says. */
export type Row = [change: Record<string, unknown>, property: string, reason: string];
