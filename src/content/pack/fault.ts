/** Something wrong in a pack: where, and what to do about it in plain Chinese. `line` counts from 1. */
export interface Fault {
  file: string;
  line: number;
  message: string;
}

/** Faults as an editor understands them: file:line: message. */
export function faultText({ file, line, message }: Fault): string {
  return `${file}:${line}: ${message}`;
}
