export { enqueue, migrateJobs, releaseJobs, startWorkers, type Schedule, type Task } from "./jobs.ts";
