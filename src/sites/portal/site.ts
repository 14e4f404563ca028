import { port } from "#kernel/ctx";
import type { Site } from "#ui";

/** A person who may be chosen on the sign-in page of a demo city. */
export interface DemoPerson {
  name: string;
  idNumber: string;
  /** Who they are in the story: "82 岁，女儿余红常帮她办事". */
  note: string;
}

/** The city that speaks on every page of the portal. */
export const SITE: Site = {
  name: "云州市一网通办",
  city: "云州市",
  mark: "云州",
  publisher: "云州市政务服务和数据管理局",
  hotline: "12345",
  note: "演示网站，人物、单位与数据均为虚构。",
};

/** The demo accounts that the sign-in page offers; a city that is none has no such list. */
export const DEMO_PEOPLE = port<readonly DemoPerson[]>("portal.demo-people");
