import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply, Route, Who } from "#kernel/http";
import * as call from "./call.tsx";
import { day, session } from "./day.tsx";
import * as entries from "./entries.tsx";
import * as own from "./own.tsx";
import { phoneRoutes } from "./phone-files.ts";
import * as queue from "./queue.tsx";
import * as report from "./report.tsx";
import * as shell from "./shell.tsx";
import * as task from "./task.tsx";
import * as tasks from "./tasks.tsx";

export { fieldErrorPage } from "./error-page.tsx";

type Handle = (incoming: Incoming, ctx: Ctx) => Promise<Reply> | Reply;

/** Who works outside works on matters: whose duties end sees nothing more here. */
const WORKS: Who = "may:matter.work";

function got(path: string, handle: Handle, who: Who = WORKS): Route {
  return { method: "GET", path, who, site: "field", handle };
}

function sent(path: string, handle: Handle, more: Partial<Route> = {}): Route {
  return { method: "POST", path, who: WORKS, site: "field", handle, ...more };
}

/** Every page of the phone, and what its script asks. */
export const fieldRoutes: Route[] = [
  got("/field", tasks.get),
  got("/field/tasks/:matter/:task", task.get),
  sent("/field/tasks/:matter/:task", task.post, { admit: task.admit }),
  got("/field/tasks/:matter/:task/call", call.get),
  sent("/field/tasks/:matter/:task/call", call.post),
  got("/field/report", report.get),
  sent("/field/report", report.post, { admit: report.admit }),
  got("/field/queue", queue.get),
  got("/field/fix", queue.fix),
  got("/field/own", own.get),
  sent("/field/sign-out", own.signOut, { who: "staff" }),
  got("/field/signed-out", own.signedOut, "anyone"),
  got("/field/shell", shell.get, "anyone"),
  { ...got("/field/session", session), scripted: true },
  { ...got("/field/day", day), scripted: true },
  sent("/field/entries", entries.post, { admit: report.admit, scripted: true }),
  ...phoneRoutes,
];
