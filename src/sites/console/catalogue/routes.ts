import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as catalogue from "./catalogue.tsx";
import * as intake from "./import.tsx";
import * as item from "./item.tsx";
import * as template from "./template.ts";

export const catalogueRoutes: Route[] = [
  ...pageRoutes("/console/catalogue", "may:catalogue.manage", catalogue),
  ...pageRoutes("/console/catalogue/import", "may:catalogue.manage", intake, { upload: true }),
  ...pageRoutes("/console/catalogue/import/template", "may:catalogue.manage", template),
  ...pageRoutes("/console/catalogue/items/:item", "may:catalogue.manage", item),
];
