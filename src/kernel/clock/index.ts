export { calendarOf, type Calendar } from "./calendar.ts";
export { addDays, DAY_SPAN, dayOf, endOf, isDay, startOf, weekday, type Day } from "./day.ts";
export { announceYear, calendarAnew, calendarNow, seedDays, setDay, setOfficeHours } from "./days.ts";
export { addCalendar, addDuration, dueDay, endDay, isDuration, readLimit, type Limit } from "./duration.ts";
export { announcedDays, noticedYears } from "./holidays.ts";
export { isStatutory } from "./statutory.ts";
export { dayFrom, readDay, readMonth } from "./written-day.ts";
export { areOfficeHours, OFFICE_HOURS, type OfficeHours } from "./working-hours.ts";
export { besideDue, dueAt, isOffset, lastDay, longer, paceOf, passedBetween, type Pace } from "./pace.ts";
