import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const prefix = '/_next/static/'

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/** What a browser asks for: text packed, a font as it is. */
type StaticFile = { type: string; body: Buffer; packed: Promise<Buffer> | null }

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const pack = promisify(gzip)

/**
 * Answers for the files of the build in `dir`, all else by `others`. They are read and packed once, at the start: Next
 * takes 4 ms and packs anew for each of the fifteen that a first visit asks for, and a build beside the running server
 * does not take away what its pages name.
 */
export function withStaticFiles(dir: string, others: Handler): Handler {
  const files = readFiles(dir)
  return async (request, response) => {
    const { method, url = '', headers } = request
    const file = method === 'GET' || method === 'HEAD' ? files.get(url.split('?', 1)[0] ?? '') : undefined
    if (!file) return others(request, response)
    const packed = file.packed && /\bgzip\b/.test(headers['accept-encoding'] ?? '') ? await file.packed : null
    const body = packed ?? file.body
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': body.length,
      // Its name changes with its content.
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      ...(file.packed ? { vary: 'accept-encoding' } : {}),
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    })
    response.end(method === 'HEAD' ? undefined : body)
  }
}

/** By the path of their address. A type that is not known is left to `others`. */
function readFiles(dir: string): Map<string, StaticFile> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).flatMap(
    (path): [string, StaticFile][] => {
      const type = types[extname(path)]
      if (!type) return []
      const body = readFileSync(join(dir, path))
      const packed = type.startsWith('font/') ? null : pack(body, { level: 9 })
      return [[prefix + path.replaceAll('\\', '/'), { type, body, packed }]]
    },
  )
  return new Map(files)
}
