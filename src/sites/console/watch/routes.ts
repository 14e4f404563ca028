import type { Route } from "#kernel/http";
import { MANAGES } from "#matter/watch";
import { pageRoutes } from "../page-routes.ts";
import * as topics from "./topics.tsx";
import * as watch from "./watch.tsx";
import * as watches from "./watches.tsx";

/** What comes up again: rules, tried and switched; the topics of a month. */
export const watchRoutes: Route[] = [
  ...pageRoutes("/console/watches", `may:${MANAGES}`, watches),
  ...pageRoutes("/console/watches/:watch", `may:${MANAGES}`, watch),
  ...pageRoutes("/console/topics", "may:statistics.read", topics),
];
