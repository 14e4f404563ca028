import type { Page } from "playwright-core";
import type { Shot } from "./shot-list.ts";

/** The phone has drawn what it keeps. */
const onPhone = (page: Page): Promise<unknown> => page.waitForSelector("html[data-ready]");

/** Pages of the phone. */
export const FIELD: Shot[] = [
  { name: "tasks", who: "sangye", path: "/field", prepare: onPhone },
  { name: "task", who: "sangye", path: "/field", then: ["main .field-acts a.button-primary"], prepare: onPhone },
  { name: "report", who: "sangye", path: "/field/report", prepare: onPhone },
  { name: "report-form", who: "sangye", path: "/field/report?item=event-lamp", prepare: onPhone },
  {
    name: "report-lacking",
    who: "sangye",
    path: "/field/report?item=event-lamp",
    prepare: (page) => onPhone(page).then(() => page.click("main form button:not([type=button])")),
  },
  { name: "check-list", who: "tanglei", path: "/field", then: ["main .field-acts a.button-primary"], prepare: onPhone },
  { name: "queue", who: "sangye", path: "/field/queue", prepare: onPhone },
  { name: "own", who: "sangye", path: "/field/own", prepare: onPhone },
  { name: "tasks-dark", who: "sangye", path: "/field", prepare: onPhone, look: "dark" },
  { name: "signed-out", path: "/field/signed-out" },
];
