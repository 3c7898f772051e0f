/** Whose tries are counted: of one account, from one network, from one browser that has signed in to the account before. */
export type TryKind = 'account' | 'network' | 'device'

/**
 * Tries without a wait, and the seconds to wait after the last of them; each further try doubles the wait, up to a quarter
 * of an hour. After a quiet day the count starts over.
 */
export const tryLimits: Record<TryKind, { free: number; firstWait: number }> = {
  account: { free: 5, firstWait: 60 },
  // Many people may share one address.
  network: { free: 30, firstWait: 60 },
  device: { free: 5, firstWait: 2 },
}

export const longestWait = 900

const whose: Record<TryKind, string> = {
  account: 'for this account',
  network: 'from your network',
  device: 'from this browser',
}

/** What somebody reads who has to wait. */
export const waitSentence = (
  kind: TryKind,
  seconds: number,
  guessed: 'passwords' | 'codes' = 'passwords',
): string => `Too many wrong ${guessed} ${whose[kind]}; try again in ${seconds} s.`
