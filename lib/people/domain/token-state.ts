/** Whether a token works, or why not: a disabled one works again once its person is enabled. */
export const tokenStates = ['valid', 'disabled', 'expired', 'revoked'] as const
export type TokenState = (typeof tokenStates)[number]
