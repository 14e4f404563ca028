/** How far a duty reaches, in words. */
export const SCOPES: Record<string, string> = { own: "本人经办", unit: "本单位及下属", area: "全辖区" };
