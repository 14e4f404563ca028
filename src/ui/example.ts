import type { ComponentChild } from "preact";

/** One drawing of a component for the gallery. `show` is called afresh for every rendering. */
export interface Example {
  name: string;
  note?: string;
  show: () => ComponentChild;
}
