export { appendLeaves } from "./append.ts";
export { isSigned, signedText, type Checkpoint, type LogKey } from "./checkpoint.ts";
export { leafData, type Leaf, type LeafKind } from "./leaf.ts";
export { checkpointAt, latestCheckpoint, loggedActs, proveConsistency, proveMatter, type MatterProof, type ProvenAct } from "./proving.ts";
export { proofFault, readProof } from "./proof-check.ts";
export { type CheckpointShape } from "./shapes.ts";
export { verify, type Verdict } from "./verification.ts";
export { keepWitness } from "./witness-file.ts";
export { readWitness, witnessed, witnessText, type Witness } from "./witness.ts";
