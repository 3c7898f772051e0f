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
type StaticFile = { type: string; body: Buffer; packed?: Promise<Buffer> }

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const pack = promisify(gzip)

/**
 * Serves the files of the build in `dir`, and passes everything else to `others`. Files are read once, at the start, so that a new
 * build does not remove files that pages of the running server refer to. Each is compressed once, when it is first asked for:
 * Next would take 4 ms again for each of the fifteen files of a first visit, and all of them at once 14 MB at the start.
 */
export function withStaticFiles(dir: string, others: Handler): Handler {
  const files = readFiles(dir)
  return async (request, response) => {
    const { method, url = '', headers } = request
    const file = method === 'GET' || method === 'HEAD' ? files.get(url.split('?', 1)[0] ?? '') : undefined
    if (!file) return others(request, response)
    const text = !file.type.startsWith('font/')
    const packed = text && /\bgzip\b/.test(headers['accept-encoding'] ?? '') ? await packOnce(file) : null
    const body = packed ?? file.body
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': body.length,
      // A file's name changes with its content.
      'cache-control': 'public, max-age=31536000, immutable',
      ...(text ? { vary: 'accept-encoding' } : {}),
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
    })
    response.end(method === 'HEAD' ? undefined : body)
  }
}

function packOnce(file: StaticFile): Promise<Buffer> {
  file.packed ??= pack(file.body, { level: 9 })
  return file.packed
}

/** Files by URL path. Unknown types are left to `others`. */
function readFiles(dir: string): Map<string, StaticFile> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).flatMap(
    (path): [string, StaticFile][] => {
      const type = types[extname(path)]
      if (!type) return []
      return [[prefix + path.replaceAll('\\', '/'), { type, body: readFileSync(join(dir, path)) }]]
    },
  )
  return new Map(files)
}
