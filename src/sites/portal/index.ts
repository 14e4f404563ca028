import type { Route } from "#kernel/http";
import { aboutRoutes } from "./about.tsx";
import { alertRoutes } from "./alerts/alerts.tsx";
import { agencyRoutes } from "./account/agency.tsx";
import { agentRoutes } from "./account/agents.tsx";
import { beginRoutes } from "./begin/begin.tsx";
import { followRoutes } from "./follow/follow.tsx";
import { followedRoutes } from "./follow/progress.tsx";
import { checkRoutes } from "./application/check.tsx";
import { formRoutes } from "./application/form.tsx";
import { materialRoutes } from "./application/materials.tsx";
import { overviewRoutes } from "./application/overview.tsx";
import { situationRoutes } from "./application/situation.tsx";
import { startRoutes } from "./application/start.tsx";
import { assetRoute } from "./assets.ts";
import { disclosureRoutes } from "./disclosures/disclosures.tsx";
import { displayRoute } from "./display.ts";
import { draftsRoute } from "./my/drafts.tsx";
import { deliveryRoutes } from "./my/delivery.tsx";
import { documentRoutes } from "./my/documents.ts";
import { guideRoute } from "./guide/guide.tsx";
import { homeRoute } from "./finding/home.tsx";
import { itemListRoutes } from "./finding/item-lists.tsx";
import { copyRevocationRoutes } from "./licence/copy-revocation.tsx";
import { copyRoute } from "./licence/copy.tsx";
import { newCopyRoutes } from "./licence/new-copy.tsx";
import { originalRoutes } from "./licence/originals.ts";
import { showingRoute } from "./my/licence-showing.tsx";
import { licenceRoutes } from "./my/licences.tsx";
import { looksRoute } from "./my/looks.tsx";
import { forMeRoutes } from "./my/for-me.tsx";
import { paymentRoutes } from "./my/payments.tsx";
import { myRoute } from "./my/overview.tsx";
import { noticeRoutes } from "./my/notices.tsx";
import { bringRoutes } from "./my/bring.tsx";
import { progressRoutes } from "./my/progress.tsx";
import { placeMapRoute } from "./place/map.ts";
import { ownRateRoutes } from "./my/rate.tsx";
import { ownTaskRoutes } from "./my/tasks.tsx";
import { receiptRoute } from "./application/receipt.tsx";
import { searchRoute } from "./finding/search.tsx";
import { loginRoutes } from "./account/logins.tsx";
import { signInRoutes } from "./account/sign-in.tsx";
import { supplementRoute } from "./application/supplement.tsx";
import { scriptRoute } from "./trace/files.ts";
import { proofRoute } from "./trace/proof.tsx";
import { verifyTraceRoute } from "./trace/verify.tsx";
import { verifyRoute } from "./verify.tsx";
import { verifyFileRoutes } from "./verify-file.tsx";
import { verifyPaperRoute } from "./verify-paper.tsx";
import { verifySealRoute } from "./verify-seal.tsx";

export { portalErrorPage } from "./error-page.tsx";
export { DEMO_PEOPLE, type DemoPerson } from "./site.ts";

/** Every page of the portal. */
export const portalRoutes: Route[] = [
  homeRoute,
  ...alertRoutes,
  ...disclosureRoutes,
  searchRoute,
  ...itemListRoutes,
  guideRoute,
  ...startRoutes,
  ...beginRoutes,
  placeMapRoute,
  ...followRoutes,
  ...followedRoutes,
  ...signInRoutes,
  ...loginRoutes,
  draftsRoute,
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
  ...bringRoutes,
  supplementRoute,
  ...documentRoutes,
  ...deliveryRoutes,
  ...ownRateRoutes,
  ...ownTaskRoutes,
  ...licenceRoutes,
  showingRoute,
  ...originalRoutes,
  ...newCopyRoutes,
  copyRoute,
  ...copyRevocationRoutes,
  verifyRoute,
  ...verifyFileRoutes,
  verifyPaperRoute,
  verifySealRoute,
  verifyTraceRoute,
  scriptRoute,
  proofRoute,
  ...noticeRoutes,
  ...paymentRoutes,
  ...forMeRoutes,
  looksRoute,
  ...aboutRoutes,
  displayRoute,
  assetRoute,
];
