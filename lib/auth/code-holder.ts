import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'

/** As better-auth names the cookie that the right password leaves where a code has to follow. */
const challengeCookie = 'two_factor'

/** Tells whose code is asked for in this browser, so that tries can be counted before they are made. */
export const codeHolder = () =>
  ({
    id: 'code-holder',
    endpoints: {
      codeHolder: createAuthEndpoint(
        // Never reached over HTTP: better-auth's routes are not exposed.
        '/code-holder',
        { method: 'POST' },
        async (ctx): Promise<{ email: string | null }> => {
          const { name } = ctx.context.createAuthCookie(challengeCookie)
          const identifier = await ctx.getSignedCookie(name, ctx.context.secret)
          const challenge = identifier
            ? await ctx.context.internalAdapter.findVerificationValue(identifier)
            : null
          if (!challenge || challenge.expiresAt < new Date()) return { email: null }
          const user = await ctx.context.internalAdapter.findUserById(challenge.value)
          return { email: user?.email ?? null }
        },
      ),
    },
  }) satisfies BetterAuthPlugin
