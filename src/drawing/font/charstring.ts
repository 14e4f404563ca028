/** Subroutines that outlines share. */
export interface Subroutines {
  global: readonly Buffer[];
  local: readonly Buffer[];
}

// Anybody's font: no more steps in all, no deeper calls (Adobe TN 5177 allows ten).
const STEPS = 50_000;
const DEPTH = 10;

const short = (value: number): string => String(Math.round(value * 10) / 10);

function bias(routines: readonly Buffer[]): number {
  return routines.length < 1240 ? 107 : routines.length < 33_900 ? 1131 : 32_768;
}

/** A pen that walks by steps and notes where it went. */
class Pen {
  d = "";
  x = 0;
  y = 0;
  open = false;

  move(dx: number, dy: number): void {
    this.close();
    this.x += dx;
    this.y += dy;
    this.d += `M${short(this.x)} ${short(this.y)}`;
    this.open = true;
  }

  line(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    this.d += `L${short(this.x)} ${short(this.y)}`;
  }

  curve(dx1: number, dy1: number, dx2: number, dy2: number, dx3: number, dy3: number): void {
    const [ax, ay] = [this.x + dx1, this.y + dy1];
    const [bx, by] = [ax + dx2, ay + dy2];
    this.x = bx + dx3;
    this.y = by + dy3;
    this.d += `C${[ax, ay, bx, by, this.x, this.y].map(short).join(" ")}`;
  }

  close(): void {
    if (this.open) this.d += "Z";
    this.open = false;
  }
}

/** Lines that go across and up in turn. */
function alternating(pen: Pen, steps: readonly number[], across: boolean): void {
  steps.forEach((step, index) => ((index % 2 === 0) === across ? pen.line(step, 0) : pen.line(0, step)));
}

/** Curves that begin across and end upwards, or the other way, in turn; the last may end askew. */
function turning(pen: Pen, steps: readonly number[], across: boolean): void {
  let flat = across;
  for (let at = 0; at + 4 <= steps.length; at += 4) {
    const [a, b, c, d] = steps.slice(at, at + 4) as [number, number, number, number];
    const last = steps.length - at === 5 ? steps[at + 4]! : 0;
    if (flat) pen.curve(a, 0, b, c, last, d);
    else pen.curve(0, a, b, c, d, last);
    flat = !flat;
  }
}

function curves(pen: Pen, steps: readonly number[]): void {
  for (let at = 0; at + 6 <= steps.length; at += 6) pen.curve(...(steps.slice(at, at + 6) as [number, number, number, number, number, number]));
}

function lines(pen: Pen, steps: readonly number[]): void {
  for (let at = 0; at + 2 <= steps.length; at += 2) pen.line(steps[at]!, steps[at + 1]!);
}

/** Curves along one direction, the first of which may begin aside. */
function along(pen: Pen, steps: readonly number[], across: boolean): void {
  const aside = steps.length % 4 === 1 ? steps[0]! : 0;
  for (let at = steps.length % 4 === 1 ? 1 : 0, first = true; at + 4 <= steps.length; at += 4, first = false) {
    const [a, b, c, d] = steps.slice(at, at + 4) as [number, number, number, number];
    if (across) pen.curve(a, first ? aside : 0, b, c, d, 0);
    else pen.curve(first ? aside : 0, a, b, c, 0, d);
  }
}

// What draws: by its number, with all that lies on the stack.
const DRAWING: Readonly<Record<number, (pen: Pen, steps: readonly number[]) => void>> = {
  5: lines,
  6: (pen, steps) => alternating(pen, steps, true),
  7: (pen, steps) => alternating(pen, steps, false),
  8: curves,
  24: (pen, steps) => {
    curves(pen, steps.slice(0, -2));
    lines(pen, steps.slice(-2));
  },
  25: (pen, steps) => {
    lines(pen, steps.slice(0, -6));
    curves(pen, steps.slice(-6));
  },
  26: (pen, steps) => along(pen, steps, false),
  27: (pen, steps) => along(pen, steps, true),
  30: (pen, steps) => turning(pen, steps, false),
  31: (pen, steps) => turning(pen, steps, true),
};

// Flat double curves, of two bytes.
const FLEXES: Readonly<Record<number, (pen: Pen, s: readonly number[]) => void>> = {
  34: (pen, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0]) => {
    pen.curve(a, 0, b, c, d, 0);
    pen.curve(e, 0, f, -c, g, 0);
  },
  35: (pen, steps) => curves(pen, steps.slice(0, 12)),
  36: (pen, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0]) => {
    pen.curve(a, b, c, d, e, 0);
    pen.curve(f, 0, g, h, i, -(b + d + h));
  },
  37: (pen, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, last = 0]) => {
    const [dx, dy] = [a + c + e + g + i, b + d + f + h + j];
    pen.curve(a, b, c, d, e, f);
    if (Math.abs(dx) > Math.abs(dy)) pen.curve(g, h, i, j, last, -dy);
    else pen.curve(g, h, i, j, -dx, last);
  },
};

const HINTS = new Set([1, 3, 18, 23]);
const MASKS = new Set([19, 20]);

/**
 * The outline that a Type 2 charstring draws (Adobe TN 5177), as the `d` of an SVG path. Hints are passed over, arithmetic is not known.
 * @throws Error when it is cut off, calls what is not there, or does not end.
 */
export function charString(code: Buffer, { global, local }: Subroutines): string {
  const pen = new Pen();
  let stack: number[] = [];
  let [hints, steps] = [0, STEPS];
  let ended = false;

  const call = (routines: readonly Buffer[], depth: number): void => {
    const routine = routines[(stack.pop() ?? Number.NaN) + bias(routines)];
    if (!routine || depth >= DEPTH) throw new Error("a glyph that calls what is not there");
    run(routine, depth + 1);
  };
  // The width of a glyph may stand before what its first instruction takes.
  const move = (across: boolean, up: boolean): void => {
    const [dx = 0, dy = 0] = stack.slice(across && up ? -2 : -1);
    pen.move(across ? dx : 0, up ? (across ? dy : dx) : 0);
  };

  function run(bytes: Buffer, depth: number): void {
    for (let at = 0; at < bytes.length && !ended;) {
      if (--steps < 0) throw new Error("a glyph without end");
      const byte = bytes[at++]!;
      if (byte >= 32 || byte === 28) {
        if (byte === 28) stack.push(bytes.readInt16BE(at));
        else if (byte <= 246) stack.push(byte - 139);
        else if (byte <= 250) stack.push((byte - 247) * 256 + bytes.readUInt8(at) + 108);
        else if (byte <= 254) stack.push(-(byte - 251) * 256 - bytes.readUInt8(at) - 108);
        else stack.push(bytes.readInt32BE(at) / 65_536);
        at += byte === 28 ? 2 : byte <= 246 ? 0 : byte <= 254 ? 1 : 4;
        continue;
      }
      if (byte === 11) return;
      if (byte === 10 || byte === 29) {
        call(byte === 10 ? local : global, depth);
        continue;
      }
      if (byte === 14) {
        pen.close();
        ended = true;
        return;
      }
      if (HINTS.has(byte) || MASKS.has(byte)) {
        hints += stack.length >> 1;
        if (MASKS.has(byte)) at += (hints + 7) >> 3;
      } else if (byte === 21 || byte === 22 || byte === 4) move(byte !== 4, byte !== 22);
      else if (byte === 12) FLEXES[bytes.readUInt8(at++)]?.(pen, stack);
      else DRAWING[byte]?.(pen, stack);
      stack = [];
    }
  }

  run(code, 0);
  pen.close();
  return pen.d;
}
