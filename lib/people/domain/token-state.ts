/** Whether a token works, or why it no longer does. */
export const tokenStates = ['valid', 'expired', 'revoked'] as const
export type TokenState = (typeof tokenStates)[number]
