import { z } from 'zod'
import { hasRole, type Role } from '@/lib/kernel/role'
import { cleanName } from '@/lib/kernel/text/shown-name'
import type { SsoProvider } from './sso-provider'

/** What a provider vouches for: who signed in, and of which groups they are. */
export type SsoClaims = {
  issuer: string
  subject: string
  /** Lower case; null when the provider gave none. */
  email: string | null
  emailVerified: boolean
  name: string | null
  groups: readonly string[]
}

const text = z.string().catch('')
// Some providers send a single group, or "true", as a text.
const groupList = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([])
const flag = z.union([z.boolean(), z.stringbool()]).catch(false)

/** Reads the claims of an ID token, or of the user info, whose signature or origin has been verified. */
export function readClaims(
  raw: Readonly<Record<string, unknown>>,
  { issuer, groups_claim, emails_verified }: Pick<SsoProvider, 'issuer' | 'groups_claim' | 'emails_verified'>,
): SsoClaims | null {
  const subject = z.string().min(1).max(255).safeParse(raw.sub)
  if (!subject.success) return null
  const email = z.email().max(320).safeParse(raw.email)
  return {
    issuer,
    subject: subject.data,
    email: email.success ? email.data.toLowerCase() : null,
    emailVerified: email.success && (emails_verified || flag.parse(raw.email_verified)),
    name: cleanName(text.parse(raw.name), 100) ?? cleanName(text.parse(raw.preferred_username), 100),
    groups: groupList.parse(raw[groups_claim]),
  }
}

/** Whether groups at this provider decide who is what, at each sign-in. */
export const givesRoles = ({ roles }: Pick<SsoProvider, 'roles'>): boolean => Object.keys(roles).length > 0

/** The highest role that the groups give, else the default one; null: this person may not sign in. */
export function roleOfGroups(
  groups: readonly string[],
  { roles, default_role }: Pick<SsoProvider, 'roles' | 'default_role'>,
): Role | null {
  const mapped = new Map(Object.entries(roles))
  return groups.reduce<Role | null>((highest, group) => {
    const role = mapped.get(group)
    return role !== undefined && (highest === null || hasRole(role, highest)) ? role : highest
  }, default_role ?? null)
}
