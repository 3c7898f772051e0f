import { currentRequest } from '@/lib/log/request'

/** What the caller of an action or of the API reads about a bug; the log has its cause under the same request id. */
export function bugDetail(): string {
  const request = currentRequest()
  return `This is a bug in the server; its log has the cause${request ? ` (request ${request.id})` : ''}.`
}
