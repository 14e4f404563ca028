import type { Route } from "#kernel/http";
import { saving } from "../flow/draft.ts";
import { fileReply } from "../flow/file.ts";
import { pageRoutes } from "../page-routes.ts";
import * as rules from "./rules.tsx";

const WHO = "may:flow.manage";
const ITEM = "/console/rules/:item";

export const ruleRoutes: Route[] = [
  ...pageRoutes(ITEM, WHO, { get: rules.get }),
  ...pageRoutes(`${ITEM}/draft`, WHO, { post: saving("rules", rules.rulesPage) }, { upload: true }),
  ...pageRoutes(`${ITEM}/file`, WHO, { get: fileReply("rules") }),
];
