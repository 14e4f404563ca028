import fc from "fast-check";
import type { Route } from "#kernel/http";
import { CALLERS, multipart, type CallerName } from "./callers.ts";
import { ODD_SEGMENTS, ODD_VALUES, ODD_NAMES, MALFORMED, TYPES, FILES, PAGE_FIELDS } from "./odd-values.ts";

/** A request as bytes see it: nothing in it is promised to make sense. */
export interface BadRequest {
  route: Route | undefined;
  caller: CallerName | "owner" | "expired" | "forged";
  method: Route["method"];
  url: string;
  headers: Record<string, string>;
  /** The right form token is put in place of this word. */
  payload: string | Buffer | undefined;
}

export const TOKEN = "the-right-form-token";

function fieldsOf(route: Route): string[] {
  const { body, query } = (route.schema ?? {}) as { body?: { properties?: object }; query?: { properties?: object } };
  return [...Object.keys(body?.properties ?? {}), ...Object.keys(query?.properties ?? {})];
}

/** Requests to every route, of a fixed seed: the same ones in every run. */
export function badRequests(routes: Route[], ids: Record<string, string[]>, count: number, seed: number): BadRequest[] {
  const segment = (name: string): fc.Arbitrary<string> =>
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...(ids[name] ?? ["1"])) }, { weight: 2, arbitrary: fc.constantFrom(...ODD_SEGMENTS) });
  const urlOf = (route: Route): fc.Arbitrary<string> => {
    const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
    return fc.tuple(...names.map(segment)).map((values) => names.reduce((path, name, i) => path.replace(`:${name}`, () => values[i]!), route.path));
  };
  const value = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...ODD_VALUES) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  );
  const record = (names: string[]): fc.Arbitrary<[string, unknown][]> =>
    fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(...(names.length > 0 ? names : PAGE_FIELDS)) },
          { weight: 1, arbitrary: fc.constantFrom(...ODD_NAMES) },
        ),
        value,
      ),
      { maxLength: 6 },
    );
  const json = (pairs: [string, unknown][]): string =>
    `{${pairs.map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each) ?? "null"}`).join(",")}}`;
  const text = (each: unknown): string => (typeof each === "string" ? each : (JSON.stringify(each) ?? ""));
  const encoded = (each: string): string => encodeURIComponent(each.toWellFormed());
  const form = (pairs: [string, unknown][], token: boolean): string =>
    [...pairs.map(([name, each]) => `${encoded(name)}=${encoded(text(each))}`), ...(token ? [`_token=${TOKEN}`] : [])].join("&");

  const query = fc.oneof(
    { weight: 4, arbitrary: fc.constant("") },
    {
      weight: 3,
      arbitrary: record(["page", "text", "item", "state", "light", "by", "code", "back", "q", "theme", "unit", "result", "kind"]).map(
        (pairs) => `?${form(pairs, false)}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "?%",
        "?%00",
        "?=&=&&",
        "?a=%ED%A0%80",
        "?__proto__[x]=1",
        "?page=1&page=2",
        "?page=99999999999999999999",
        "?back=//elsewhere.example",
        "?back=https://elsewhere.example",
        `?text=${"x".repeat(4000)}`,
        "?page=1.5",
        "?page=0",
        "?code=%25_%00",
      ),
    },
  );

  const body = (route: Route): fc.Arbitrary<{ type?: string; payload: string | Buffer }> => {
    const names = fieldsOf(route);
    const pairs = record(names);
    const fields = fc.tuple(pairs, fc.boolean());
    return fc.oneof(
      { weight: 6, arbitrary: pairs.map((each) => ({ type: "application/json", payload: json(each) })) },
      {
        weight: route.site === "api" ? 1 : 8,
        arbitrary: fields.map(([each, token]) => ({ type: "application/x-www-form-urlencoded", payload: form(each, token) })),
      },
      { weight: 2, arbitrary: fc.constantFrom(...MALFORMED).map((payload) => ({ type: "application/json", payload })) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.constantFrom(...TYPES),
            fc.constantFrom("", "{}", "a=1", "\u0000\u0001", "--x\r\n", "--x\r\ncontent-disposition: form-data\r\n\r\n1\r\n--x--"),
          )
          .map(([type, payload]) => ({ type, payload })),
      },
      {
        weight: route.upload || route.admit ? 8 : 1,
        arbitrary: fc
          .tuple(fc.constantFrom(...FILES), fc.constantFrom("layout", "", "__proto__", "x".repeat(300)), fc.boolean(), fc.integer({ min: 0, max: 4 }))
          .map(([file, material, token, cut]) => {
            const { payload, "content-type": type } = multipart({ material, ...(token && { _token: TOKEN }) }, file);
            return { type, payload: cut === 0 ? payload.subarray(0, Math.floor(payload.length / 2)) : payload };
          }),
      },
      { weight: 1, arbitrary: fc.constant({ payload: "" }) },
    );
  };

  const headers = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("short", "x".repeat(500), "键", "with space", "good-key-0001", "good-key-0002")
        .map((key) => ({ "idempotency-key": encodeURIComponent(key) })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Record<string, string>>(
        { accept: "*/*;q=x" },
        { "accept-encoding": "x".repeat(2000) },
        { "content-length": "7" },
        { "x-forwarded-for": "'; --" },
        { origin: "null" },
        { "transfer-encoding": "gzip" },
        { authorization: "Basic eDp4" },
        { authorization: `Bearer ${"x".repeat(400)}` },
        { cookie: "yw_session=\u0001; yw_form=;=;" },
        { cookie: `yw_theme=${"x".repeat(3000)}` },
      ),
    },
  );

  const callers = [...(Object.keys(CALLERS) as CallerName[]), "owner", "owner", "owner", "expired", "forged"] as const;
  const usual = fc.constantFrom(...routes).chain((route) =>
    fc
      .record({ caller: fc.constantFrom(...callers), path: urlOf(route), query, headers, body: body(route) })
      .map(({ caller, path, query: asked, headers: extra, body: sent }): BadRequest => {
        const sends = route.method !== "GET";
        return {
          route,
          caller,
          method: route.method,
          url: `${path}${asked}`,
          headers: { ...(sends && sent.type && { "content-type": sent.type }), ...extra },
          payload: sends ? sent.payload : undefined,
        };
      }),
  );
  const nowhere = fc
    .record({
      caller: fc.constantFrom(...callers),
      method: fc.constantFrom<Route["method"]>("GET", "POST", "PUT", "DELETE"),
      start: fc.constantFrom("/", "/api/v1/", "/console/", "/my/", "/assets/"),
      end: fc.constantFrom(...ODD_SEGMENTS),
    })
    .map(({ caller, method, start, end }): BadRequest => ({ route: undefined, caller, method, url: `${start}${end}`, headers: {}, payload: undefined }));
  return fc.sample(fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: nowhere }), { numRuns: count, seed });
}
