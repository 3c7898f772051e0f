import type { IncomingMessage, ServerResponse } from 'node:http'
import { databaseDown } from '@/lib/kernel/database-down'
import { currentRequest } from '@/lib/log/request'

/** Whether an error that Next prints comes from a database that is away; the page of that request is then unavailable. */
export function noteUnavailable(error: Error): boolean {
  if (databaseDown(error) === null) return false
  const request = currentRequest()
  if (request) request.unavailable = true
  return true
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Next answers every page that failed with 500. While the database is away it is 503, which proxies and monitors retry. */
export const withUnavailable =
  (others: Handler): Handler =>
  (request, response) => {
    const logged = currentRequest()
    let status = response.statusCode
    Object.defineProperty(response, 'statusCode', {
      get: () => status,
      set: (next: number) => {
        status = next
        if (next !== 500 || !logged?.unavailable || response.headersSent) return
        status = 503
        response.setHeader('retry-after', '3')
      },
    })
    return others(request, response)
  }
