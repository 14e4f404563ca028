import type { Route } from "#kernel/http";
import { pageRoutes } from "../page-routes.ts";
import * as appointments from "./appointments.tsx";
import * as accountRequest from "./account-request.tsx";
import * as calendarDay from "./calendar-day.tsx";
import * as calendarYear from "./calendar-year.tsx";
import * as calendar from "./calendar.tsx";
import * as endAppointment from "./end-appointment.tsx";
import * as merger from "./merger.tsx";
import * as newAppointment from "./new-appointment.tsx";
import * as newStaff from "./new-staff.tsx";
import * as organisation from "./organisation.tsx";
import * as requests from "./requests.tsx";
import * as staff from "./staff.tsx";
import * as trace from "./trace.tsx";

export const administrationRoutes: Route[] = [
  ...pageRoutes("/console/staff", "may:staff.manage", { get: staff.get }),
  ...pageRoutes("/console/staff/new", "may:staff.manage", newStaff),
  ...pageRoutes("/console/staff/:staff", "may:staff.manage", { post: staff.post }),
  ...pageRoutes("/console/staff/:staff/request", "may:staff.manage", accountRequest),
  ...pageRoutes("/console/requests", "staff", { get: requests.get }),
  ...pageRoutes("/console/requests/:request", "staff", { post: requests.post }),
  ...pageRoutes("/console/appointments", "may:duty.manage", appointments),
  ...pageRoutes("/console/appointments/new", "may:duty.manage", newAppointment),
  ...pageRoutes("/console/appointments/:staff/:appointment/end", "may:duty.manage", endAppointment),
  ...pageRoutes("/console/organisation", "may:duty.manage", organisation),
  ...pageRoutes("/console/organisation/:unit/merger", "may:duty.manage", merger),
  ...pageRoutes("/console/calendar", "may:clock.manage", { get: calendar.get }),
  ...pageRoutes("/console/calendar/:day", "may:clock.manage", calendarDay),
  ...pageRoutes("/console/calendar/years/:year", "may:clock.manage", calendarYear),
  ...pageRoutes("/console/trace", "may:trace.read", trace),
];
