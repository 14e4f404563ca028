import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as acts from "./acts.ts";
import * as figures from "./figures.tsx";
import * as live from "./live.tsx";
import * as order from "./order.tsx";
import * as seat from "./seat.tsx";

/** The seat where the telephone is answered. */
export const seatRoutes: Route[] = [
  ...pageRoutes("/console/seat", "may:matter.begin", seat),
  ...pageRoutes("/console/seat/live", "may:matter.begin", live),
  ...pageRoutes("/console/seat/figures", "may:matter.begin", figures),
  ...pageRoutes("/console/seat/shift", "may:matter.begin", acts.shift),
  ...pageRoutes("/console/seat/simulation", "may:matter.begin", acts.simulation),
  ...pageRoutes("/console/seat/calls/:call", "may:matter.begin", { post: order.post }),
  ...pageRoutes("/console/seat/calls/:call/draft", "may:matter.begin", order.draft),
  ...pageRoutes("/console/seat/calls/:call/acts/:act", "may:matter.begin", { post: acts.post }),
];
