export { bits, bool, explicit, ia5, implicit, int, nul, octets, oid, printable, raw, seq, set, TAGS, time, utcTime, utf8, validityTime } from "./build.ts";
export { decode, malformed, type Element } from "./decode.ts";
export { asBits, asBool, asCount, asExplicit, asInt, asOctets, asOid, asSeq, asSet, asText, asTime, isContext } from "./read.ts";
