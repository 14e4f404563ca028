import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Something that is reported again and again (demo/year.yaml). */
export interface Topic {
  kind: string;
  item: string;
  /** The category of an order. */
  category?: string;
  unit: string;
  /** What is said behind the address. */
  says: readonly string[];
  /** What is told when it is done. */
  done: string;
  weight: number;
  /** So many times more often in these months. */
  season?: { months: readonly number[]; times: number };
  /** Which stories it goes by. */
  stories: string;
}

/** A step of a story: minutes after the one before, or so many working days after the beginning at an hour. The rest is the result of the task. */
export interface StepOfYear extends Record<string, unknown> {
  after?: number;
  day?: number;
  at?: string;
  node: string;
}

/** How a matter goes, and how many go so. */
export interface StoryOfYear {
  name: string;
  share: number;
  steps: readonly StepOfYear[];
  channel?: string;
  /** Where it is still running: so many hours ago it came at most. */
  open?: number;
  /** How whoever reported it rated it at the end. */
  rated?: number;
  /** The last step happens to some only. */
  sampled?: true;
}

/** What a year of the made city is made of. */
export interface WrittenYear {
  topics: Topic[];
  stories: Record<string, StoryOfYear[]>;
}

/** Reads demo/year.yaml. */
export function readYear(): WrittenYear {
  return parse(readFileSync(join(import.meta.dirname, "../../demo/year.yaml"), "utf8")) as WrittenYear;
}
