export { drain, emit, outboxInsert, type DomainEvent, type Subscriber } from "./outbox.ts";
