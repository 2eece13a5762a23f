/** Says to whoever prepares batches, in this process or beside it, that there may be work. */
export abstract class PreparationCall {
  abstract wake(): void;
}
