/** Whether the router wants a page to show now; a prefetch does not count, and may fail. */
export function asksForPage(init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers)
  return (
    headers.get('rsc') === '1' &&
    (init?.method ?? 'GET') === 'GET' &&
    !headers.has('next-router-prefetch') &&
    !headers.has('next-router-segment-prefetch')
  )
}
