import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as beginning from "../act/beginning.ts";
import * as bringing from "../paper/bringing.tsx";
import * as copy from "../paper/copy.tsx";
import { copyPaper } from "../paper/copy-paper.ts";
import * as delivery from "../delivery/delivery.tsx";
import * as extension from "../act/extension.tsx";
import * as file from "../paper/file.ts";
import * as checklist from "../act/checklist.tsx";
import * as move from "../act/move.tsx";
import * as matter from "./matter-page.tsx";
import { paper } from "../paper/paper.ts";
import * as takingBack from "../exchange/taking-back.tsx";
import * as takingDown from "../publicity/taking-down.tsx";
import * as stop from "../act/stop.tsx";
import * as task from "../act/task.ts";
import * as unmasking from "./unmasking.tsx";

const AT = "/console/matters/:matter";

export const matterRoutes: Route[] = [
  ...pageRoutes(AT, "may:matter.read", { get: matter.get }),
  ...pageRoutes(`${AT}/files/:entry`, "may:matter.read", file),
  ...pageRoutes(`${AT}/materials`, "may:matter.work", bringing),
  ...pageRoutes(`${AT}/copies/:entry`, "may:matter.read", { get: copy.get }),
  ...pageRoutes(`${AT}/copies/:entry/ofd`, "may:matter.read", copyPaper("ofd")),
  ...pageRoutes(`${AT}/copies/:entry/pdf`, "may:matter.read", copyPaper("pdf")),
  ...pageRoutes(`${AT}/documents/:document`, "may:matter.read", paper("pdf")),
  ...pageRoutes(`${AT}/documents/:document/ofd`, "may:matter.read", paper("ofd")),
  ...pageRoutes(`${AT}/documents/:document/archive`, "may:matter.read", paper("archive")),
  ...pageRoutes(`${AT}/unmask`, "may:matter.read", unmasking),
  ...pageRoutes(`${AT}/tasks/:task`, "may:matter.work", { post: task.post, admit: task.admit }),
  ...pageRoutes(`${AT}/checklists/:task`, "may:matter.work", checklist),
  ...pageRoutes(`${AT}/stops`, "may:matter.work", stop),
  ...pageRoutes(`${AT}/activities`, "may:matter.work", { post: beginning.post }),
  ...pageRoutes(`${AT}/moves/:move`, "may:matter.read", move),
  ...pageRoutes(`${AT}/deliveries/:document`, "may:matter.work", delivery),
  ...pageRoutes(`${AT}/passing`, "may:matter.decide", takingBack),
  ...pageRoutes(`${AT}/disclosure`, "may:matter.decide", takingDown),
  ...pageRoutes(`${AT}/extension`, "may:matter.decide", extension),
];
