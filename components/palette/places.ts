/** Pages of the console that the palette opens, with words by which people look for them. */
export const places: readonly { href: string; label: string; words: string }[] = [
  { href: '/', label: 'Fleet', words: 'nodes home' },
  { href: '/map', label: 'Map of the fleet', words: 'host heat cells' },
  { href: '/jobs', label: 'Jobs', words: 'board maintenance' },
  { href: '/jobs?status=waiting', label: 'Jobs that wait for you', words: 'approve decide' },
  { href: '/jobs/flow', label: 'Flow of jobs', words: 'lead time statistics' },
  { href: '/jobs/new', label: 'Request maintenance', words: 'new job' },
  { href: '/compare', label: 'Compare', words: 'metrics lines rank' },
  { href: '/alerts', label: 'Alerts', words: 'incidents firing silences' },
  { href: '/alerts/rules', label: 'Alert rules', words: 'thresholds' },
  { href: '/settings/nodes', label: 'Settings: nodes', words: 'add retire' },
  { href: '/settings/consent', label: 'Settings: consent', words: 'owners rules groups delegations windows' },
  { href: '/settings/channels', label: 'Settings: notifications', words: 'mail webhook slack' },
  { href: '/settings/walls', label: 'Settings: walls', words: 'screen link embed kiosk' },
  { href: '/settings/tokens', label: 'Settings: tokens', words: 'api' },
  { href: '/settings/audit', label: 'Settings: audit', words: 'log history verify' },
  { href: '/account', label: 'My account', words: 'password keys passkey sessions' },
]
