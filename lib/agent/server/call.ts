import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

export type Called = { status: number; headers: IncomingHttpHeaders; body: Readable }

/** An error or the end of one stream ends the other. */
const unpacked = (packed: Readable): Readable => pipeline(packed, createGunzip(), () => {})

/**
 * One HTTP call, which follows no redirect. Node's own `fetch` would take 12 MB of memory more, and an agent runs beside what
 * a small machine is there for.
 * @param body JSON as text
 */
export const call = (
  url: string,
  options: RequestOptions & { signal: AbortSignal },
  body: string | undefined,
): Promise<Called> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    const sent = send(url, options, (answer) => {
      const { statusCode = 0, headers } = answer
      const isPacked = headers['content-encoding'] === 'gzip'
      resolve({ status: statusCode, headers, body: isPacked ? unpacked(answer) : answer })
    })
    sent.on('error', reject)
    sent.end(body)
  })
