/** A campaign that is stopped has met its stop rule; it can be resumed or cancelled as a paused one can. */
export const campaignStates = ['running', 'paused', 'stopped', 'cancelled', 'finished'] as const
export type CampaignState = (typeof campaignStates)[number]

export const stateNames: Readonly<Record<CampaignState, string>> = {
  running: 'Running',
  paused: 'Paused',
  stopped: 'Stopped',
  cancelled: 'Cancelled',
  finished: 'Finished',
}

/** What people do with a campaign, and from which states. */
export const moves = {
  pause: { to: 'paused', from: ['running'] },
  resume: { to: 'running', from: ['paused', 'stopped'] },
  cancel: { to: 'cancelled', from: ['running', 'paused', 'stopped'] },
} as const satisfies Record<string, { to: CampaignState; from: readonly CampaignState[] }>
export type Move = keyof typeof moves

export const mayMove = (move: Move, state: CampaignState): boolean => {
  const from: readonly CampaignState[] = moves[move].from
  return from.includes(state)
}

/** More than anybody follows, and more requests than one answer should wait for. */
export const mostNodes = 500

/** When the jobs of a campaign may start, and what stops it. */
export type CampaignRules = {
  wave_size: number
  pause_minutes: number
  wait_minutes: number
  at_once: number | null
  stop_failures: number | null
  stop_worse: boolean
}

/** A campaign without a usual value for each would be one more thing to think about. */
export const usualRules: CampaignRules = {
  wave_size: 10,
  pause_minutes: 30,
  wait_minutes: 1_440,
  at_once: null,
  stop_failures: 2,
  stop_worse: true,
}
