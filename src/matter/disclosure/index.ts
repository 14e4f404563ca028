export { disclosedRow, DISCLOSED_PART, USUAL } from "./disclosure.ts";
