/** A map that starts again when it is full: what is in use is soon back, and nobody fills the memory. */
export class BoundedMap<Value> extends Map<string, Value> {
  readonly #most: number

  constructor(most: number) {
    super()
    this.#most = most
  }

  override set(key: string, value: Value): this {
    if (this.size >= this.#most) this.clear()
    return super.set(key, value)
  }
}
