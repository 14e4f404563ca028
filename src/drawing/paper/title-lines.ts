import { unbreakable } from "./typeset.ts";

/**
 * A title in lines that are centred: as few as hold it, each some shorter than the one above (梯形); of one that is longer than four lines the rest stays in the
 * last, which is set smaller.
 */
export function titleLines(title: string, width: number, measure: (text: string) => number): string[] {
  const pieces = unbreakable(title);
  const whole = measure(title);
  if (whole <= width) return [title];
  const count = Math.min(4, Math.ceil(whole / (width * 0.86)));
  const lines: string[] = [];
  let at = 0;
  for (let left = count; left > 1; left--) {
    const rest = measure(pieces.slice(at).join(""));
    const most = Math.min(width, (rest / left) * 1.12);
    let line = "";
    while (at < pieces.length && (line === "" || measure(line + pieces[at]!) <= most)) line += pieces[at++]!;
    lines.push(line);
  }
  const last = pieces.slice(at).join("");
  return last === "" ? lines : [...lines, last];
}
