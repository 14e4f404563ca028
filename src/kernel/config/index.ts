export { readConfig, version, type Config } from "./config.ts";
