export { calendarOf, type Calendar } from "./calendar.ts";
export { addDays, dayOf, endOf, startOf, weekday, type Day } from "./day.ts";
export { calendarNow, seedDays, setDay } from "./days.ts";
export { addCalendar, addDuration, dueDay, isDuration, readLimit, type Limit } from "./duration.ts";
export { announcedDays } from "./holidays.ts";
