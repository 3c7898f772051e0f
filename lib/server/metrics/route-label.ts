import { callPathAt } from '@/lib/api/domain/known-paths'

/** The pages of `app/` by their parts; a test compares both. `{…}` stands for any one part. */
export const pageRoutes = [
  '/',
  '/account',
  '/alerts',
  '/alerts/rules',
  '/alerts/rules/new',
  '/alerts/rules/{ruleId}',
  '/alerts/{alertId}',
  '/campaigns',
  '/campaigns/{campaignId}',
  '/compare',
  '/jobs',
  '/map',
  '/jobs/decided',
  '/jobs/flow',
  '/jobs/new',
  '/jobs/together',
  '/jobs/{jobId}',
  '/jobs/{jobId}/change',
  '/nodes/{did}',
  '/nodes/{did}/consent',
  '/settings',
  '/settings/audit',
  '/settings/channels',
  '/settings/consent',
  '/account/delegations',
  '/settings/consent/groups/{groupId}',
  '/settings/consent/rules/{ruleId}',
  '/settings/people',
  '/settings/policies',
  '/settings/policies/new',
  '/settings/policies/{policyId}',
  '/settings/tokens',
  '/settings/nodes',
  '/settings/walls',
  '/setup',
  '/join/{token}',
  '/reset/{token}',
  '/s/{code}',
  '/sign-in',
  '/sign-in/code',
  '/wall/{token}',
] as const

const pages = pageRoutes.map((route) => ({ route, parts: route.split('/') }))

function pageAt(path: string): string | null {
  const given = path.split('/')
  const page = pages.find(
    ({ parts }) =>
      parts.length === given.length &&
      parts.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at])),
  )
  return page?.route ?? null
}

/**
 * The pattern of the route that a request is for. One of a fixed list, whatever was sent: every value of a label is a time
 * series that Prometheus keeps, and a path may name a node.
 */
export function routeLabel(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  if (path === '/metrics') return path
  if (path.startsWith('/_next/static/')) return 'build files'
  if (path.startsWith('/agent/')) return 'agent files'
  const known = path.startsWith('/api/') ? callAt(path) : pageAt(path)
  return known ?? 'other'
}

function callAt(path: string): string | null {
  try {
    return callPathAt(path)
  } catch {
    // Its percent-encoding is broken.
    return null
  }
}
