/** 256 random bits after a mark of their own, so that nobody takes the token for one of the API. */
const form = /^wall_[A-Za-z0-9_-]{43}$/

export const isWallToken = (text: string): boolean => form.test(text)

/** The path of a wall. */
export const wallPath = (token: string): string => `/wall/${token}`

/** The token in the path of a wall; null for any other path. */
export const wallTokenIn = (path: string): string | null => /^\/wall\/([^/?]+)/.exec(path)?.[1] ?? null
