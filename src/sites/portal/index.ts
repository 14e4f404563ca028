import type { Route } from "#kernel/http";
import { aboutRoutes } from "./about.tsx";
import { agencyRoutes } from "./agency.tsx";
import { agentRoutes } from "./agents.tsx";
import { checkRoutes } from "./apply-check.tsx";
import { formRoutes } from "./apply-form.tsx";
import { materialRoutes } from "./apply-materials.tsx";
import { overviewRoutes } from "./apply-overview.tsx";
import { situationRoutes } from "./apply-situation.tsx";
import { startRoutes } from "./apply-start.tsx";
import { assetRoute } from "./assets.ts";
import { displayRoute } from "./display.ts";
import { documentRoutes } from "./documents.ts";
import { guideRoute } from "./guide.tsx";
import { homeRoute } from "./home.tsx";
import { itemListRoutes } from "./item-lists.tsx";
import { licenceRoutes } from "./licences.tsx";
import { looksRoute } from "./looks.tsx";
import { myRoute } from "./my.tsx";
import { noticeRoutes } from "./notices.tsx";
import { progressRoutes } from "./progress.tsx";
import { rateRoutes } from "./rate.tsx";
import { receiptRoute } from "./receipt.tsx";
import { searchRoute } from "./search.tsx";
import { signInRoutes } from "./sign-in.tsx";
import { supplementRoute } from "./supplement.tsx";
import { verifyRoute } from "./verify.tsx";

export { portalErrorPage } from "./error-page.tsx";
export { setDemoPeople, setPublicUrl, type DemoPerson } from "./site.ts";

/** Every page of the portal. */
export const portalRoutes: Route[] = [
  homeRoute,
  searchRoute,
  ...itemListRoutes,
  guideRoute,
  ...startRoutes,
  ...signInRoutes,
  ...agencyRoutes,
  ...agentRoutes,
  myRoute,
  ...overviewRoutes,
  ...situationRoutes,
  ...formRoutes,
  ...materialRoutes,
  ...checkRoutes,
  receiptRoute,
  ...progressRoutes,
  supplementRoute,
  ...documentRoutes,
  ...rateRoutes,
  ...licenceRoutes,
  verifyRoute,
  ...noticeRoutes,
  looksRoute,
  ...aboutRoutes,
  displayRoute,
  assetRoute,
];
