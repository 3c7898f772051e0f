import { z } from 'zod'
import { role } from '@/lib/kernel/role'

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/

const isSafe = (issuer: string): boolean => {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'https:' || loopback.test(hostname)
}

const provider = z.strictObject({
  /** Part of the redirect address, so it never changes. */
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must have 1 to 32 characters of a-z, 0-9 and -'),
  /** On the button of the sign-in page. */
  name: z.string().trim().min(1, 'must not be empty').max(60, 'must have at most 60 characters'),
  issuer: z
    .url({ protocol: /^https?$/, error: 'must be the URL of the issuer' })
    .refine(isSafe, 'must begin with https://'),
  client_id: z.string().min(1, 'must not be empty'),
  client_secret: z.string().min(1, 'must not be empty').optional(),
  scopes: z.array(z.string()).default(['openid', 'profile', 'email']),
  groups_claim: z.string().min(1, 'must not be empty').default('groups'),
  /** Role of each group; of several, the highest counts. */
  roles: z.record(z.string(), role).default({}),
  /** Role of people whom no group names; without it they may not sign in. */
  default_role: role.optional(),
  /** Whether a first sign-in creates a person. */
  create_people: z.boolean().default(false),
  /** Whether somebody with the verified e-mail of a person who exists becomes that person. */
  link_by_email: z.boolean().default(false),
  /** For a provider that states no `email_verified` but gives only addresses that it has verified. */
  emails_verified: z.boolean().default(false),
})

export type SsoProvider = z.infer<typeof provider>

const hasOnce = (key: 'id' | 'issuer') => (all: readonly SsoProvider[]) =>
  new Set(all.map((one) => one[key])).size === all.length

/** The file in HAKIM_SSO_FILE. */
export const ssoFile = z.strictObject({
  providers: z
    .array(provider)
    .min(1, 'must name at least one provider')
    .max(20, 'must name at most 20 providers')
    .refine(hasOnce('id'), 'must not have the same id twice')
    .refine(hasOnce('issuer'), 'must not have the same issuer twice'),
})
