import { port } from "#kernel/ctx";

/** A person who may be chosen on the sign-in page of a demo city. */
export interface DemoPerson {
  name: string;
  idNumber: string;
  /** Who they are in the story: "82 岁，女儿余红常帮她办事". */
  note: string;
}

/** The demo accounts that the sign-in page offers; a city that is none has no such list. */
export const DEMO_PEOPLE = port<readonly DemoPerson[]>("portal.demo-people");
