import type { Route } from "#kernel/http";
import * as absence from "./own/absence.tsx";
import * as account from "./own/account.tsx";
import { administrationRoutes } from "./administration/routes.ts";
import * as board from "./board/board.tsx";
import { catalogueRoutes } from "./catalogue/routes.ts";
import { flowRoutes } from "./flow/routes.ts";
import * as duty from "./duty/duty.tsx";
import * as exchange from "./exchange/exchange.tsx";
import * as figuresExport from "./figures/export.tsx";
import * as figures from "./figures/figures.tsx";
import * as enrolment from "./entry/enrolment.tsx";
import * as front from "./entry/front.ts";
import * as batch from "./inbox/batch.tsx";
import * as done from "./inbox/done.tsx";
import * as waiting from "./inbox/waiting.tsx";
import { licenceRoutes } from "./licence/routes.ts";
import { mapRoutes } from "./map/routes.ts";
import { matterRoutes } from "./matter/routes.ts";
import { pageRoutes } from "./page-routes.ts";
import * as rating from "./rating/rating.tsx";
import * as ratings from "./rating/ratings.tsx";
import { registerRoutes } from "./register/routes.ts";
import * as told from "./own/told.tsx";
import * as logins from "./own/logins.tsx";
import * as password from "./own/password.tsx";
import * as secondFactor from "./own/second-factor.tsx";
import { paymentRoutes } from "./payment/routes.ts";
import { ruleRoutes } from "./rule/routes.ts";
import { sealRoutes } from "./seal/routes.ts";
import { seatRoutes } from "./seat/routes.ts";
import { listRoutes } from "./list/routes.ts";
import { watchRoutes } from "./watch/routes.ts";
import * as signIn from "./entry/sign-in.tsx";
import * as signOut from "./entry/sign-out.ts";

export { DEMO_CODE } from "./entry/demo-code.ts";
export { consoleErrorPage } from "./error-page.tsx";

/** Every page of the console. Each route says whose it is; whether it reaches this very thing is the act's own question. */
export const consoleRoutes: Route[] = [
  ...pageRoutes("/console/sign-in", "anyone", signIn),
  ...pageRoutes("/console/sign-out", "anyone", signOut),
  ...pageRoutes("/console/enrolment", "anyone", enrolment),
  ...pageRoutes("/console", "staff", front),
  ...pageRoutes("/console/account", "staff", account),
  ...pageRoutes("/console/account/password", "staff", password),
  ...pageRoutes("/console/account/second-factor", "staff", secondFactor),
  ...pageRoutes("/console/account/logins", "staff", logins),
  ...pageRoutes("/console/notices", "staff", told),
  ...pageRoutes("/console/absence", "may:matter.work", absence),
  ...pageRoutes("/console/absence/:absence/end", "may:matter.work", absence.ending),
  ...pageRoutes("/console/inbox/batch", "may:matter.work", batch),
  ...pageRoutes("/console/inbox", "may:matter.work", waiting),
  ...pageRoutes("/console/inbox/done", "may:matter.work", done),
  ...pageRoutes("/console/duty", "may:matter.read", duty),
  ...seatRoutes,
  ...listRoutes,
  ...mapRoutes,
  ...matterRoutes,
  ...registerRoutes,
  ...licenceRoutes,
  ...paymentRoutes,
  ...sealRoutes,
  ...pageRoutes("/console/board", "may:statistics.read", board),
  ...pageRoutes("/console/figures", "may:statistics.read", figures),
  ...pageRoutes("/console/figures/export", "may:statistics.read", figuresExport),
  ...pageRoutes("/console/ratings", "may:rating.handle", { get: ratings.get }),
  ...pageRoutes("/console/ratings/:matter/:number", "may:rating.handle", rating),
  ...watchRoutes,
  ...pageRoutes("/console/exchange", "may:exchange.read", exchange),
  ...administrationRoutes,
  ...catalogueRoutes,
  ...flowRoutes,
  ...ruleRoutes,
];
