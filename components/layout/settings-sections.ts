import { hasRole, type Role } from '@/lib/kernel/role'

/** A page of the settings; roles below `least` do not see its tab. */
export type SettingsSection = { href: `/settings/${string}`; label: string; least: Role }

/** In the order of their tabs. A page without a line here has no tab. */
const sections: readonly SettingsSection[] = [
  { href: '/settings/people', label: 'People', least: 'admin' },
  { href: '/settings/tokens', label: 'Tokens', least: 'operator' },
  { href: '/settings/nodes', label: 'Nodes', least: 'operator' },
  { href: '/settings/consent', label: 'Consent', least: 'operator' },
  { href: '/settings/policies', label: 'Policies', least: 'operator' },
  { href: '/settings/channels', label: 'Notifications', least: 'operator' },
  { href: '/settings/walls', label: 'Walls', least: 'admin' },
  { href: '/settings/audit', label: 'Audit', least: 'operator' },
]

export const settingsSections = (role: Role): SettingsSection[] =>
  sections.filter(({ least }) => hasRole(role, least))
