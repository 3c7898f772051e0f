/** What one request holds of the budget. */
export type BodyShare = {
  /** Whether so many more bytes fit; they are held if they do. */
  grow: (bytes: number) => boolean
  /** Frees what is held; calling it again does nothing. */
  release: () => void
}

/** Bounds the bytes of bodies that are held at once, by whomever they were sent. */
export function createBodyBudget(mostBytes: number): () => BodyShare {
  let held = 0
  return () => {
    let own = 0
    return {
      grow: (bytes) => {
        if (held + bytes > mostBytes) return false
        held += bytes
        own += bytes
        return true
      },
      release: () => {
        held -= own
        own = 0
      },
    }
  }
}
