import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as beginning from "../begin/new.tsx";
import * as exporting from "./export.tsx";
import * as keeping from "./keeping.tsx";
import * as kind from "./kind.tsx";
import * as views from "./views.tsx";
import * as search from "./search.tsx";

/** Lists of matters: all of them, and one for each kind. */
export const listRoutes: Route[] = [
  ...pageRoutes("/console/search", "may:matter.read", search),
  ...pageRoutes("/console/kinds/:kind", "may:matter.read", kind),
  ...pageRoutes("/console/kinds/:kind/views", "may:matter.read", { post: kind.keep }),
  ...pageRoutes("/console/kinds/:kind/views/:view/removal", "may:matter.read", { post: views.drop }),
  ...pageRoutes("/console/kinds/:kind/keeping", "may:matter.read", keeping),
  // Who may begin one is said by the channels of the kind.
  ...pageRoutes("/console/kinds/:kind/new", "staff", beginning),
  ...pageRoutes("/console/kinds/:kind/export", "may:matter.read", exporting),
];
