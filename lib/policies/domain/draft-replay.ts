import type { Replay } from './replay'

/**
 * What a draft would have done. `words`: of its digest; `before`: what the last signed revision would have done; `cut`: not all
 * requests were read.
 */
export type DraftReplay = {
  digest: string
  words: string[]
  replay: Replay
  before: { approved: number; failed: number } | null
  cut: boolean
  now: number
}
