/** What has to be ended, the last one started first. One that cannot be ended keeps nobody from ending the others. */
export class Cleanups {
  #open: (() => unknown)[] = []
  #running: Promise<void> | null = null

  add(close: () => unknown): void {
    this.#open.push(close)
  }

  /** Ends all of it. Whoever asks while it is under way waits for the same end. */
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
