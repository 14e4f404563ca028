import type { Route } from "#kernel/http";
import { canvasRoute } from "../canvas/files.ts";
import { pageRoutes } from "../page-routes.ts";
import * as check from "./check.ts";
import * as designerPage from "./designer.tsx";
import * as difference from "./difference.tsx";
import { saving } from "./draft.ts";
import * as figures from "./figures.tsx";
import { drawingReply, fileReply } from "./file.ts";
import * as flows from "./flows.tsx";
import * as migration from "./migration.tsx";
import * as publication from "./publication.tsx";
import * as simulation from "./simulation.ts";
import * as stepForm from "./step-form.tsx";
import * as versions from "./versions.tsx";
import * as workbench from "./workbench.ts";

const WHO = "may:flow.manage";
const ITEM = "/console/flows/:item";

export const flowRoutes: Route[] = [
  canvasRoute,
  ...pageRoutes("/console/flows", WHO, flows),
  ...pageRoutes("/console/flows/check", WHO, check),
  ...pageRoutes(ITEM, WHO, { get: designerPage.get }),
  ...pageRoutes(`${ITEM}/workbench`, WHO, workbench),
  ...pageRoutes(`${ITEM}/draft`, WHO, { post: saving("flow", designerPage.designer) }, { upload: true }),
  ...pageRoutes(`${ITEM}/steps/:node`, WHO, stepForm),
  ...pageRoutes(`${ITEM}/simulation`, WHO, simulation),
  ...pageRoutes(`${ITEM}/publication`, WHO, publication),
  ...pageRoutes(`${ITEM}/versions`, WHO, versions),
  ...pageRoutes(`${ITEM}/difference`, WHO, difference),
  ...pageRoutes(`${ITEM}/figures`, WHO, figures),
  ...pageRoutes(`${ITEM}/migration`, WHO, { get: migration.get, post: migration.post }),
  ...pageRoutes(`${ITEM}/migration/undo`, WHO, migration.undo),
  ...pageRoutes(`${ITEM}/file`, WHO, { get: fileReply("flow") }),
  ...pageRoutes(`${ITEM}/drawing`, WHO, { get: drawingReply }),
];
