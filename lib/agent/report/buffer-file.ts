import { z } from 'zod'
import { readOwn } from '@/lib/agent/host/own-files'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'

const newline = 10

/** How far the buffer has been delivered: bytes of the oldest file, and the number of reports dropped so far. */
const position = z.object({ segment: z.number(), offset: z.number(), dropped: z.number() })

export function readPosition(file: string): z.infer<typeof position> {
  try {
    return position.parse(JSON.parse(readOwn(file).toString()))
  } catch {
    return { segment: 0, offset: 0, dropped: 0 }
  }
}

function parseRecord(line: Buffer): JsonObject | null {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'))
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

/** Parses records from the start of `rest`; `bytes` is how far they reach, including incomplete lines. */
export function parseBatch(
  rest: Buffer,
  limit: number,
  maxBytes: number,
): { records: JsonObject[]; bytes: number; torn: number } {
  const records: JsonObject[] = []
  let bytes = 0
  let torn = 0
  while (bytes < rest.length && records.length < limit && bytes < maxBytes) {
    const end = rest.indexOf(newline, bytes)
    const line = rest.subarray(bytes, end === -1 ? rest.length : end)
    bytes += line.length + (end === -1 ? 0 : 1)
    const record = parseRecord(line)
    if (record) records.push(record)
    else torn += 1
  }
  return { records, bytes, torn }
}

/** How many complete records there are. */
export const countRecords = (bytes: Buffer): number =>
  parseBatch(bytes, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).records.length
