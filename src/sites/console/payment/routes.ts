import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as act from "./act.tsx";
import * as departure from "./departure.tsx";
import * as departures from "./departures.tsx";
import * as payment from "./payment.tsx";
import * as payments from "./payments.tsx";

const AT = "/console/payments/:grant";

export const paymentRoutes: Route[] = [
  ...pageRoutes("/console/payments", "may:payment.read", payments),
  ...pageRoutes(AT, "may:payment.read", { get: payment.get }),
  ...pageRoutes(`${AT}/acts/:act`, "may:payment.manage", act),
  ...pageRoutes("/console/departures", "may:payment.read", departures),
  ...pageRoutes("/console/departures/:departure/:thing", "may:payment.manage", departure),
];
