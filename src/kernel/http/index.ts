export { networkOf, type Limit } from "./gate.ts";
export { json, page, redirect, type Incoming, type Reply, type Route, type SetCookie, type Upload, type Who } from "./route.ts";
export { depthOf, MOST_NESTED } from "./nesting.ts";
export { openStocks, sweepStocks, type Stocks } from "./stock.ts";
export { buildServer, type ServerOptions } from "./server.ts";
export { KEPT_COOKIE, SESSION_COOKIE, WAS_COOKIE } from "./token.ts";
