import { asksForPage } from '@/components/live/page-request'

const shown = 'data-request'

/**
 * Stores the id of every answer that the router renders, in the place of the id of the first page. A prefetch is not
 * rendered, so its id would end up on the error page of another request.
 */
export function noteRequests(): void {
  const { fetch } = window
  window.fetch = async (...args) => {
    const response = await fetch(...args)
    const id = response.headers.get('x-request-id')
    const isPage = response.headers.get('content-type')?.startsWith('text/x-component')
    if (id && isPage && asksForPage(args[1])) document.documentElement.setAttribute(shown, id)
    return response
  }
}

/** The id of the request whose answer is on the screen, as the server's log has it. */
export const lastRequest = (): string | null => document.documentElement.getAttribute(shown)
