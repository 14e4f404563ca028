/** The parts of a text with FEEL in braces: what stands between them, and the formulas. A brace inside a formula's text or context is its own. */
export function partsOf(text: string): { text?: string; formula?: string }[] {
  const parts: { text?: string; formula?: string }[] = [];
  let plain = "";
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== "{") {
      plain += text[at];
      continue;
    }
    const end = closing(text, at);
    if (end < 0) {
      plain += text.slice(at);
      break;
    }
    if (plain !== "") parts.push({ text: plain });
    plain = "";
    parts.push({ formula: text.slice(at + 1, end) });
    at = end;
  }
  if (plain !== "") parts.push({ text: plain });
  return parts;
}

/** Where the brace at a place is closed, braces and texts within it passed over; -1 where it is not. */
function closing(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' && text[at - 1] !== "\\") quoted = !quoted;
    if (quoted) continue;
    if (sign === "{") depth += 1;
    if (sign === "}" && (depth -= 1) === 0) return at;
  }
  return -1;
}
