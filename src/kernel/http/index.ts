export { json, page, redirect, type Incoming, type Reply, type Route, type SetCookie, type Upload, type Who } from "./route.ts";
export { buildServer, SESSION_COOKIE, type ServerOptions } from "./server.ts";
