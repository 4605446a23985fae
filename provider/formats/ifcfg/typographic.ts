/** Quotes that web pages and word processors put in the place of " and '. */
const QUOTED = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=([“”„‟‘’‚‛«»‹›″′´])/u;

/** Values that begin with a quote that is none to a shell: who copied them from a web page does not see the difference. */
export function typographicQuotes(text: string): { line: number; text: string }[] {
  return text.split("\n").flatMap((line, index) => {
    const [, key, quote] = QUOTED.exec(line) ?? [];
    if (key === undefined) return [];
    const why = `the value of ${key} begins with ${quote}, a typographic quote, which the shell takes for a part of the value: write " instead`;
    return [{ line: index + 1, text: why }];
  });
}
