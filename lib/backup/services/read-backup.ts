import type { z } from 'zod'
import {
  type End,
  endSchema,
  type Header,
  headerSchema,
  type TableEnd,
  type TableHead,
  tableEndSchema,
  tableHeadSchema,
} from '@/lib/backup/domain/manifest'
import { altered, noBackup } from '@/lib/backup/domain/refused'
import type { Progress, SavedTable } from '@/lib/backup/domain/tables'
import { type Frame, readFrames } from './frame-reader'
import { isSame, Rows } from './rows'

/** A table of a backup. `rows` has to be read to its end, where its digest is compared, before `end` is known. */
export type Section = { head: TableHead; rows: AsyncIterable<Buffer>; end(): TableEnd }

/** A backup that is open for reading, from its header over each table to its end. */
export type OpenBackup = { header: Header; sections: AsyncGenerator<Section, End>; close(): Promise<void> }

/** Throws Refused if the file is not a backup, is torn, or was altered. */
export async function openBackup(file: string, progress: Progress): Promise<OpenBackup> {
  const frames = readFrames(file)
  const next = async (): Promise<Frame> => {
    const { done, value } = await frames.next()
    if (done) throw altered(file, 'its parts do not fit together')
    return value
  }
  const parse = <T>(schema: z.ZodType<T>, { payload }: Frame): T => {
    const parsed = schema.safeParse(fromJson(payload))
    if (!parsed.success) throw altered(file, 'a part of it does not say what it must')
    return parsed.data
  }

  async function* rowsOf(table: SavedTable, seen: (end: TableEnd) => unknown): AsyncGenerator<Buffer> {
    const rows = new Rows()
    for (;;) {
      const frame = await next()
      if (frame.kind === 'rows') {
        rows.take(frame.payload)
        progress(`Reading ${table}`, rows.rows)
        yield frame.payload
      } else {
        if (frame.kind !== 'tableEnd') throw altered(file, 'its parts do not fit together')
        const end = parse(tableEndSchema, frame)
        if (!isSame(end, rows.end())) throw altered(file, 'the digest of a table does not match')
        seen(end)
        return
      }
    }
  }

  async function* sections(): AsyncGenerator<Section, End> {
    for (;;) {
      const frame = await next()
      if (frame.kind === 'end') return parse(endSchema, frame)
      if (frame.kind !== 'tableHead') throw altered(file, 'its parts do not fit together')
      const ends: TableEnd[] = []
      const head = parse(tableHeadSchema, frame)
      yield {
        head,
        rows: rowsOf(head.table, (end) => ends.push(end)),
        end: () => {
          const [end] = ends
          if (!end) throw new Error('The rows of a table were not read to their end')
          return end
        },
      }
    }
  }

  const close = async (): Promise<void> => {
    await frames.return(undefined)
  }
  try {
    const first = await next()
    if (first.kind !== 'header') throw noBackup(file)
    return { header: parse(headerSchema, first), sections: sections(), close }
  } catch (error) {
    await close()
    throw error
  }
}

function fromJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}
