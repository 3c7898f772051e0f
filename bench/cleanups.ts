/** A stack of cleanups: the last one added runs first, and a failure does not keep the others from running. */
export class Cleanups {
  #open: (() => unknown)[] = []
  #running: Promise<void> | null = null

  add(close: () => unknown): void {
    this.#open.push(close)
  }

  /** Runs all cleanups. A second caller waits for the same run. */
  run(): Promise<void> {
    this.#running ??= this.#closeAll().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #closeAll(): Promise<void> {
    for (let close = this.#open.pop(); close; close = this.#open.pop()) {
      try {
        await close()
      } catch (error) {
        console.error(error)
      }
    }
  }
}
