import type { Replay } from './replay'

/** `digest`: of the draft; `before`: what the last signed revision would have done; `cut`: not all requests were read. */
export type DraftReplay = {
  digest: string
  replay: Replay
  before: { approved: number; failed: number } | null
  cut: boolean
  now: number
}
