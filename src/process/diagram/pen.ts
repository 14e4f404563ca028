import { round } from "./lettering.ts";

/**
 * Where a thing of the drawing stands: what was done, where it waits, what may come; what is refused; what a newer version adds, removes or
 * changes; how much of something there is (heat, from little to most).
 */
export type Standing = "done" | "active" | "open" | "refused" | "added" | "removed" | "changed" | "heat-1" | "heat-2" | "heat-3" | "heat-4";

/** Colours for a page without the stylesheet; the classes flow-done, flow-active, … stand above them. */
export const COLOURS: Record<Standing, { line: string; fill: string; width: number }> = {
  done: { line: "#117069", fill: "#DDEEEA", width: 1.5 },
  active: { line: "#8A5A00", fill: "#FBEFD5", width: 2.5 },
  open: { line: "#5C6864", fill: "#FFFFFF", width: 1.25 },
  refused: { line: "#B4321E", fill: "#F8E4DF", width: 2.5 },
  added: { line: "#226B45", fill: "#E0F1E6", width: 2.5 },
  removed: { line: "#B4321E", fill: "#F8E4DF", width: 2.5 },
  changed: { line: "#1F4E8C", fill: "#E1EAF6", width: 2.5 },
  "heat-1": { line: "#8A5A00", fill: "#FDF8EC", width: 1.25 },
  "heat-2": { line: "#8A5A00", fill: "#FBEFD5", width: 1.5 },
  "heat-3": { line: "#8A5A00", fill: "#F5D9A0", width: 2 },
  "heat-4": { line: "#8A5A00", fill: "#EFBF6B", width: 2.5 },
};

/** A mark of lines: short, thin, never filled. */
export function line(path: string, width = 1): string {
  return `<path class="flow-mark" d="${rounded(path)}" fill="none" stroke="#5C6864" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** A mark with an inside: filled where something is thrown, open where it is caught. */
export function solid(path: string, filled: boolean): string {
  return `<path class="flow-mark${filled ? " flow-thrown" : ""}" d="${rounded(path)}" fill="${filled ? "#5C6864" : "none"}" stroke="#5C6864" stroke-width="1" stroke-linejoin="round"/>`;
}

/** A mark that is a circle. */
export function ring(cx: number, cy: number, r: number, width: number): string {
  return `<circle class="flow-mark" cx="${round(cx)}" cy="${round(cy)}" r="${round(r)}" fill="none" stroke="#5C6864" stroke-width="${width}"/>`;
}

function rounded(path: string): string {
  return path.replace(/-?\d+\.\d+/g, (number) => String(round(Number(number))));
}
