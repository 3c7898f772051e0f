/** What the fleet page's address holds. */
export type FleetFilter = { q?: string | undefined; state?: string | undefined }

/** The address of the fleet under this filter. */
export function fleetHref(filter: FleetFilter): string {
  const query = new URLSearchParams()
  if (filter.state) query.set('state', filter.state)
  if (filter.q) query.set('q', filter.q)
  const text = query.toString()
  return text === '' ? '/' : `/?${text}`
}
