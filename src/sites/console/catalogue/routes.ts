import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as catalogue from "./catalogue.tsx";
import * as intake from "./import.tsx";
import * as item from "./item.tsx";

export const catalogueRoutes: Route[] = [
  ...pageRoutes("/console/catalogue", "may:catalogue.manage", catalogue),
  ...pageRoutes("/console/catalogue/import", "may:catalogue.manage", intake, { upload: true }),
  ...pageRoutes("/console/catalogue/items/:item", "may:catalogue.manage", item),
];
