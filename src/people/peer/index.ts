export { keyIdOf, OWN_KEY, ownKey, publicKeyOf } from "./key.ts";
export {
  addPeer,
  apiKeyOf,
  calledThere,
  endPeer,
  findPeer,
  findPeerByKey,
  listPeers,
  nameItemFor,
  PEER_STANDINGS,
  PROTOCOLS,
  type NewPeer,
  type Peer,
  type PeerStanding,
  type Protocol,
} from "./peer.ts";
export { noteAway, noteCame, noteHeard, peersToday, type PeerToday } from "./standing.ts";
