import { asksForPage } from '@/components/live/page-request'

const shown = 'data-request'

/**
 * Notes the id of every answer that the router renders, where the first page's document has its own. A prefetch is not
 * rendered: its id would stand on the error page of another request.
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
