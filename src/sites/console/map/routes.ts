import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import { MAP } from "./asked.ts";
import { mapFilesRoute } from "./files.ts";
import * as map from "./map.tsx";
import { tileRoute } from "./tiles.ts";

/** The map of what is open. */
export const mapRoutes: Route[] = [...pageRoutes(MAP, "may:matter.read", { get: map.get }), tileRoute, mapFilesRoute];
