import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { nextCookies } from 'better-auth/next-js'
import type { Pool } from 'pg'
import { config, readSecret } from '@/lib/config'
import { guardFailure } from '@/lib/db/connection/failures'
import { signInPool } from '@/lib/db/connection/server-database'
import { databaseDown } from '@/lib/kernel/database-down'
import { log } from '@/lib/log/log'
import { currentRequest } from '@/lib/log/request'
import { hashPassword, verifyPassword } from '@/lib/people/db/credentials'
import { minPasswordLength } from '@/lib/people/domain/password'
import { cookiePrefix } from '@/lib/people/domain/session-cookie'
import { codeHolder } from './code-holder'
import { factorPlugins } from './factors'
import { personSession } from './person-session'

/** better-auth on its own small pool; its tables come from our migrations, its HTTP routes are not exposed. */
export function authOn(pool: NonNullable<BetterAuthOptions['database']>) {
  const { baseUrl } = config()
  return betterAuth({
    appName: 'Hakim',
    baseURL: baseUrl,
    secret: readSecret(config()),
    database: pool,
    telemetry: { enabled: false },
    logger: { log: logAuth },
    // sign-in.ts slows guessing by account; a limit by address could be evaded with a header.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    session: {
      modelName: 'sessions',
      expiresIn: 7 * 86_400,
      updateAge: 86_400,
      // What a fresh session would allow, a new passkey, asks for the password instead.
      freshAge: 0,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    user: {
      modelName: 'people',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        did: { type: 'string', required: true, input: false },
        role: { type: 'string', required: true, input: false },
      },
    },
    account: {
      modelName: 'accounts',
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      cookiePrefix: cookiePrefix(baseUrl),
      // It would add a prefix of its own, in front of ours.
      useSecureCookies: false,
      defaultCookieAttributes: {
        ...{ httpOnly: true, sameSite: 'lax', path: '/' },
        secure: baseUrl.startsWith('https:'),
      },
    },
    databaseHooks: {
      session: {
        // better-auth would believe any X-Forwarded-For.
        create: {
          before: async (session) => ({ data: { ...session, ipAddress: currentRequest()?.network ?? null } }),
        },
      },
    },
    // nextCookies has to come last: it sends the cookies that the others set.
    plugins: [...factorPlugins(baseUrl), codeHolder(), personSession(), nextCookies()],
  })
}

/** What it calls an error where a browser's answer does not hold, which strangers decide. */
const refusedPasskey = /^Failed to verify (authentication|registration)$/

/** Its warnings are refusals, such as a wrong password; a database that is away, or that refuses somebody who is disabled, is answered as such. Details may name a person, so only an Error among them is logged. */
function logAuth(level: 'debug' | 'info' | 'warn' | 'error', message: string, ...details: unknown[]): void {
  const err = details.find((detail) => detail instanceof Error)
  const expected = refusedPasskey.test(message) || databaseDown(err) !== null || guardFailure(err) !== null
  const isBug = level === 'error' && !expected
  log()[isBug ? 'error' : 'debug'](err ? { err } : {}, `better-auth: ${message}`)
}

export type Auth = ReturnType<typeof authOn>
const globalAuth: typeof globalThis & { hakimAuth?: { pool: Pool; auth: Auth } } = globalThis

/** Created on first use, because the build has no database, and again for another pool. */
export function auth(): Auth {
  const pool = signInPool()
  if (globalAuth.hakimAuth?.pool !== pool) globalAuth.hakimAuth = { pool, auth: authOn(pool) }
  return globalAuth.hakimAuth.auth
}
