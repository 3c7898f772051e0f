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

/** A file of the build: text compressed, fonts as they are. */
type StaticFile = { type: string; body: Buffer; packed: Promise<Buffer> | null }

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const pack = promisify(gzip)

/**
 * Serves the files of the build in `dir`, and passes everything else to `others`. Files are read and compressed once, at
 * the start: Next takes 4 ms to compress each of the fifteen files of a first visit again, and this way a new build does
 * not remove files that pages of the running server refer to.
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
      // A file's name changes with its content.
      'cache-control': 'public, max-age=31536000, immutable',
      ...(file.packed ? { vary: 'accept-encoding' } : {}),
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    })
    response.end(method === 'HEAD' ? undefined : body)
  }
}

/** Files by URL path. Unknown types are left to `others`. */
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
