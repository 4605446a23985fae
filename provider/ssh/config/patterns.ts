/** `*` and `?` only; all else, brackets too, is literal. Takes linear space and no recursion. */
export function matchesPattern(text: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length; ) {
    if (pattern[at] === "*") {
      star = at++;
      resume = i;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Whether a list of patterns with commas covers a text: one that fits, and no negated one (`!`) that fits. */
export function matchesList(text: string, list: string): boolean {
  const patterns = list.split(",");
  if (patterns.some((pattern) => pattern.startsWith("!") && matchesPattern(text, pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith("!") && matchesPattern(text, pattern));
}
