import { alertRoutes } from "./alerts.ts";
import { disclosureRoutes } from "./disclosures.ts";
import { applicationRoutes } from "./applications.ts";
import { catalogueRoutes } from "./catalogue.ts";
import { copyRoutes } from "./copies.ts";
import { certificateRoutes } from "./certificates.ts";
import { documentRoutes } from "./documents.ts";
import { keyed } from "./keyed.ts";
import { kindRoutes } from "./kinds.ts";
import { licenceRoutes } from "./licences.ts";
import { openapiRoute } from "./openapi.ts";
import { sessionRoutes } from "./sessions.ts";
import { logRoutes } from "./log.ts";
import { moveRoutes } from "./moves.ts";
import { paymentRoutes } from "./payments.ts";
import { verificationRoutes } from "./verification.ts";
import { workRoutes } from "./work.ts";

const routes = [
  ...sessionRoutes,
  ...catalogueRoutes,
  ...kindRoutes,
  ...applicationRoutes,
  ...documentRoutes,
  ...workRoutes,
  ...moveRoutes,
  ...licenceRoutes,
  ...copyRoutes,
  ...paymentRoutes,
  ...logRoutes,
  ...alertRoutes,
  ...disclosureRoutes,
  ...verificationRoutes,
  ...certificateRoutes,
].map(keyed);

/** The addresses of the API and its description. */
export const apiRoutes = [...routes, openapiRoute(routes)];
