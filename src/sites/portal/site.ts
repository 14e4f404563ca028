import { setPublicAddress } from "#proof/document";
import { setVerifyAddress } from "#outcome/licence";
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

let people: readonly DemoPerson[] = [];
let address = "http://localhost:8080";

/** Names the demo accounts that the sign-in page offers; none are offered unless this is called. */
export function setDemoPeople(list: readonly DemoPerson[]): void {
  people = list;
}

/** Sets the public address, without a slash at the end, that codes on papers and phones lead to. */
export function setPublicUrl(url: string): void {
  address = url;
  setVerifyAddress(publicUrl("/verify"));
  setPublicAddress(url);
}

/** The demo accounts. */
export function demoPeople(): readonly DemoPerson[] {
  return people;
}

/** The public address of a path: "/verify" → "https://…/verify". */
export function publicUrl(path: string): string {
  return `${address}${path}`;
}
