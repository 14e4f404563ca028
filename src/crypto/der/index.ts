export { bits, bool, explicit, ia5, implicit, int, nul, octets, oid, printable, raw, seq, set, TAGS, time, utcTime, utf8, validityTime } from "./build.ts";
export { decode, decodeLoosely, malformed, type Element } from "./decode.ts";
export {
  asBits,
  asBitsOfAny,
  asBool,
  asCount,
  asExplicit,
  asInt,
  asOctets,
  asOid,
  asSeq,
  asSet,
  asText,
  asTime,
  asUnsigned,
  asWords,
  asWrittenTime,
  isContext,
  timeOf,
  type WrittenTime,
} from "./read.ts";
