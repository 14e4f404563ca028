import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as intake from "./import.tsx";
import * as taking from "./export.tsx";
import * as record from "./record.tsx";
import * as records from "./records.tsx";
import * as registers from "./registers.tsx";
import * as template from "./template.ts";
import * as unmasking from "./unmasking.tsx";

const AT = "/console/registers/:register";

export const registerRoutes: Route[] = [
  ...pageRoutes("/console/registers", "may:register.list", { get: registers.get }),
  ...pageRoutes(AT, "may:register.read", records),
  ...pageRoutes(`${AT}/import`, "may:register.import", intake, { upload: true }),
  ...pageRoutes(`${AT}/template`, "may:register.import", template),
  ...pageRoutes(`${AT}/export`, "may:register.read", taking),
  ...pageRoutes(`${AT}/records/:record`, "may:register.read", record),
  ...pageRoutes(`${AT}/records/:record/unmask`, "may:register.read", unmasking),
];
