import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as application from "./application.tsx";
import * as certificateStep from "./certificate-step.tsx";
import * as certificate from "./certificate.tsx";
import * as certificates from "./certificates.tsx";
import * as picture from "./picture.ts";
import * as seal from "./seal.tsx";
import * as seals from "./seals.tsx";
import * as step from "./step.tsx";
import * as uses from "./uses.tsx";

const AT = "/console/seals/:seal";
const CERTIFICATE = "/console/certificates/:certificate";

export const sealRoutes: Route[] = [
  ...pageRoutes("/console/seals", "may:seal.read", seals),
  ...pageRoutes("/console/seals/new", "may:seal.manage", application),
  ...pageRoutes("/console/seals/new/picture", "may:seal.manage", picture.preview),
  ...pageRoutes("/console/seals/uses", "may:seal.read", uses),
  ...pageRoutes(AT, "may:seal.read", seal),
  ...pageRoutes(`${AT}/picture.svg`, "may:seal.read", picture.svg),
  ...pageRoutes(`${AT}/picture.png`, "may:seal.read", picture.png),
  ...pageRoutes(`${AT}/steps/:step`, "may:seal.manage", step),
  ...pageRoutes("/console/certificates", "may:seal.read", certificates),
  ...pageRoutes(CERTIFICATE, "may:seal.read", certificate),
  ...pageRoutes(`${CERTIFICATE}/steps/:step`, "may:seal.manage", certificateStep),
];
