export { OF_LICENCES, subjectRows, SUBJECTS_PART, subjectsIn } from "./subject.ts";
