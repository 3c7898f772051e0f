import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

/** Opens a session for somebody whom a provider has identified; `issuer` says which, for signing out there too. */
export const personSession = () =>
  ({
    id: 'person-session',
    schema: {
      session: { fields: { issuer: { type: 'string', required: false, input: false } } },
    },
    endpoints: {
      openPersonSession: createAuthEndpoint(
        // Never reached over HTTP: better-auth's routes are not exposed.
        '/person-session',
        { method: 'POST', body: z.object({ personId: z.string(), issuer: z.string() }) },
        async (ctx): Promise<{ opened: { id: string; email: string } | null }> => {
          const { personId, issuer } = ctx.body
          const user = await ctx.context.internalAdapter.findUserById(personId)
          if (!user) return { opened: null }
          const session = await ctx.context.internalAdapter.createSession(personId, false, { issuer })
          await setSessionCookie(ctx, { session, user })
          return { opened: { id: user.id, email: user.email } }
        },
      ),
    },
  }) satisfies BetterAuthPlugin
