export { enqueue, migrateJobs, startWorkers, type Schedule, type Task } from "./jobs.ts";
