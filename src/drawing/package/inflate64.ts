// Deflate64, as Windows and others write what is large: RFC 1951 with a window of 64 KB, distances up to it (codes 30 and 31) and a code 285 that tells
// any length up to 65,538 by 16 more bits. Node's zlib has none of it.

const WINDOW = 0x1_00_00;
const LONGEST = 3 + 0xff_ff;
/** So much is handed on at once. */
const PIECE = 0x4_00_00;

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 3];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 16];
const DISTANCE_BITS = Array.from({ length: 32 }, (_, code) => Math.max(0, (code >> 1) - 1));
const DISTANCES = DISTANCE_BITS.map((bits, code) => (code < 2 ? code + 1 : 1 + ((2 + (code & 1)) << bits)));
/** In which order the lengths of the codes for lengths stand (3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END = 256;
const FIRST_BITS = 10;

/** How far one has come: what is packed, its bits that were taken up and not yet used, what is unpacked, and how much of that there is to refer to. */
interface State {
  readonly packed: Uint8Array;
  at: number;
  hold: number;
  held: number;
  readonly out: Uint8Array;
  /** Where what was not handed on begins, and where it ends. */
  from: number;
  to: number;
  known: number;
}

/** A prefix code: symbols in their order, how many of each length, and what the first ten bits tell of the short ones (the length above the symbol). */
interface Code {
  counts: Uint16Array;
  symbols: Uint16Array;
  quick: Uint16Array;
}

function broken(what: string): Error {
  return new Error(`Deflate64: ${what}`);
}

function reversed(code: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit += 1) turned |= ((code >> bit) & 1) << (length - 1 - bit);
  return turned;
}

/** The code with these lengths (3.2.2). One that is not full is none, but a single symbol may stand alone, as it does of distances. */
function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]! += 1;
  const used = lengths.length - counts[0]!;
  counts[0] = 0;
  const next = new Uint16Array(16);
  const offsets = new Uint16Array(16);
  let [left, first] = [1, 0];
  for (let length = 1; length < 16; length += 1) {
    left = left * 2 - counts[length]!;
    if (left < 0) throw broken("a code has too many symbols");
    first = (first + counts[length - 1]!) << 1;
    next[length] = first;
    offsets[length] = offsets[length - 1]! + counts[length - 1]!;
  }
  if (left > 0 && used > 0 && !(used === 1 && counts[1] === 1)) throw broken("a code lacks symbols");
  const symbols = new Uint16Array(used);
  const quick = new Uint16Array(1 << FIRST_BITS);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    symbols[offsets[length]!++] = symbol;
    const code = next[length]!++;
    if (length > FIRST_BITS) continue;
    for (let at = reversed(code, length); at < quick.length; at += 1 << length) quick[at] = (length << 9) | symbol;
  }
  return { counts, symbols, quick };
}

const FIXED = [
  codeOf(Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))),
  codeOf(new Uint8Array(32).fill(5)),
] as const;

function take(state: State, count: number): number {
  while (state.held < count) {
    if (state.at >= state.packed.length) throw broken("cut off");
    state.hold |= state.packed[state.at++]! << state.held;
    state.held += 8;
  }
  const value = state.hold & ((1 << count) - 1);
  state.hold >>>= count;
  state.held -= count;
  return value;
}

/** The symbol that a code longer than the quick ones stands for, as length above symbol; nought for none (3.2.2). */
function slowly({ counts, symbols }: Code, hold: number): number {
  let [code, first, before] = [0, 0, 0];
  for (let length = 1; length < 16; length += 1) {
    code |= (hold >>> (length - 1)) & 1;
    const count = counts[length]!;
    if (code - first < count) return (length << 9) | symbols[before + code - first]!;
    before += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return 0;
}

function symbolIn(state: State, code: Code): number {
  while (state.held < 15 && state.at < state.packed.length) {
    state.hold |= state.packed[state.at++]! << state.held;
    state.held += 8;
  }
  const found = code.quick[state.hold & (code.quick.length - 1)]! || slowly(code, state.hold);
  if (found === 0) throw broken("no symbol of the code");
  if (found >> 9 > state.held) throw broken("cut off");
  state.hold >>>= found >> 9;
  state.held -= found >> 9;
  return found & 0x1_ff;
}

/** Unpacks symbols until the block ends (true) or a piece is full. What the loop goes by is held outside the state: it takes all the time there is. */
function unpackSymbols(state: State, literals: Code, distances: Code): boolean {
  const { packed, out, from, known } = state;
  const { quick } = literals;
  const full = from + PIECE;
  let { at, hold, held, to } = state;
  let ended = false;
  while (!ended && to < full) {
    while (held < 23 && at < packed.length) {
      hold |= packed[at++]! << held;
      held += 8;
    }
    const found = quick[hold & (quick.length - 1)]! || slowly(literals, hold);
    const symbol = found & 0x1_ff;
    if (found === 0) throw broken("no symbol of the code");
    if (found >> 9 > held) throw broken("cut off");
    hold >>>= found >> 9;
    held -= found >> 9;
    if (symbol < END) {
      out[to++] = symbol;
      continue;
    }
    if (symbol === END) {
      ended = true;
      continue;
    }
    const lengthCode = symbol - END - 1;
    if (lengthCode >= LENGTHS.length) throw broken("no such length");
    state.at = at;
    state.hold = hold;
    state.held = held;
    const length = LENGTHS[lengthCode]! + take(state, LENGTH_BITS[lengthCode]!);
    const distanceCode = symbolIn(state, distances);
    const distance = DISTANCES[distanceCode]! + take(state, DISTANCE_BITS[distanceCode]!);
    ({ at, hold, held } = state);
    if (distance > known + to - from) throw broken("a distance before the beginning");
    const end = to + length;
    if (distance >= length && length > 32) out.copyWithin(to, to - distance, end - distance);
    else for (let place = to; place < end; place += 1) out[place] = out[place - distance]!;
    to = end;
  }
  Object.assign(state, { at, hold, held, to });
  return ended;
}

function dynamicCodes(state: State): readonly [Code, Code] {
  const [literals, distances, count] = [take(state, 5) + 257, take(state, 5) + 1, take(state, 4) + 4];
  if (literals > 286) throw broken("too many symbols");
  const orderLengths = new Uint8Array(19);
  for (const place of ORDER.slice(0, count)) orderLengths[place] = take(state, 3);
  const code = codeOf(orderLengths);
  const lengths = new Uint8Array(literals + distances);
  for (let at = 0; at < lengths.length;) {
    const symbol = symbolIn(state, code);
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    if (symbol === 16 && at === 0) throw broken("nothing to repeat");
    const value = symbol === 16 ? lengths[at - 1]! : 0;
    const times = symbol === 16 ? 3 + take(state, 2) : symbol === 17 ? 3 + take(state, 3) : 11 + take(state, 7);
    if (at + times > lengths.length) throw broken("too many lengths");
    lengths.fill(value, at, at + times);
    at += times;
  }
  if (lengths[END] === 0) throw broken("a block without an end");
  return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))];
}

/** Copies a block that is not packed (3.2.4), which begins at a whole byte. */
function copyStored(state: State): void {
  take(state, state.held % 8);
  const [length, check] = [take(state, 16), take(state, 16)];
  if (length !== (~check & 0xff_ff)) throw broken("a length that does not fit");
  const start = state.at - state.held / 8;
  if (start + length > state.packed.length) throw broken("cut off");
  state.out.set(state.packed.subarray(start, start + length), state.to);
  Object.assign(state, { at: start + length, hold: 0, held: 0, to: state.to + length });
}

/** What was unpacked since, once it is a piece; behind it the window is moved to the front. */
function* piecesOf(state: State): Generator<Uint8Array> {
  const { out, from, to } = state;
  if (to - from < PIECE) return;
  yield out.subarray(from, to);
  const known = Math.min(WINDOW, state.known + to - from);
  out.copyWithin(0, to - known, to);
  Object.assign(state, { from: known, to: known, known });
}

/**
 * Unpacks Deflate64, a piece of some 256 KB after another, so that who reads may stop, and let others have their turn; gives how many of the packed bytes
 * it took. A piece holds only until the next is asked for.
 * @throws Error for what is cut off or broken
 */
export function* inflate64(packed: Uint8Array): Generator<Uint8Array, number> {
  const state: State = { packed, at: 0, hold: 0, held: 0, out: new Uint8Array(WINDOW + PIECE + LONGEST), from: 0, to: 0, known: 0 };
  for (let last = false; !last;) {
    last = take(state, 1) === 1;
    const kind = take(state, 2);
    if (kind === 3) throw broken("no such block");
    if (kind === 0) copyStored(state);
    else {
      const [literals, distances] = kind === 1 ? FIXED : dynamicCodes(state);
      while (!unpackSymbols(state, literals, distances)) yield* piecesOf(state);
    }
    yield* piecesOf(state);
  }
  if (state.to > state.from) yield state.out.subarray(state.from, state.to);
  return state.at - Math.floor(state.held / 8);
}
