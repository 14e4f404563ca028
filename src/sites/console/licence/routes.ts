import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as cancellation from "./cancellation.tsx";
import * as licence from "./licence.tsx";
import * as original from "./original.tsx";
import * as licences from "./licences.tsx";
import * as suspension from "./suspension.tsx";
import * as unmasking from "./unmasking.tsx";

const AT = "/console/licences/:licence";

export const licenceRoutes: Route[] = [
  ...pageRoutes("/console/licences", "may:licence.read", licences),
  ...pageRoutes(AT, "may:licence.read", { get: licence.get }),
  ...pageRoutes(`${AT}/originals/:format`, "may:licence.read", original),
  ...pageRoutes(`${AT}/unmask`, "may:licence.read", unmasking),
  ...pageRoutes(`${AT}/suspension`, "may:licence.suspend", suspension),
  ...pageRoutes(`${AT}/cancellation`, "may:licence.cancel", cancellation),
];
