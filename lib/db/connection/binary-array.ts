/**
 * Arrays in PostgreSQL's binary format, which needs no quoting and no parsing of array text. `write` puts an element at
 * `at` and returns how many bytes it took, or null for NULL; `size` is at least their sum.
 */
function binaryArray(
  type: number,
  count: number,
  size: number,
  write: (buffer: Buffer, at: number, index: number) => number | null,
): Buffer {
  const buffer = Buffer.allocUnsafe(20 + 4 * count + size)
  let at = 0
  // Dimensions, whether there may be NULLs, the type and number of elements, the first subscript.
  for (const field of [1, 1, type, count, 1]) at = buffer.writeInt32BE(field, at)
  for (let index = 0; index < count; index += 1) {
    const length = write(buffer, at + 4, index)
    buffer.writeInt32BE(length ?? -1, at)
    at += 4 + (length ?? 0)
  }
  return buffer.subarray(0, at)
}

const types = { float8: 701, varchar: 1043, timestamptz: 1184, uuid: 2950, jsonb: 3802 } as const

const bytesOf = (texts: readonly (string | null)[]): number =>
  texts.reduce((bytes, text) => bytes + (text === null ? 0 : Buffer.byteLength(text)), 0)

export const varcharArray = (texts: readonly string[]): Buffer =>
  binaryArray(types.varchar, texts.length, bytesOf(texts), (buffer, at, index) =>
    buffer.write(texts[index] ?? '', at),
  )

/** UUIDs as text, with their four dashes. */
export const uuidArray = (ids: readonly string[]): Buffer =>
  binaryArray(types.uuid, ids.length, 16 * ids.length, (buffer, at, index) =>
    buffer.write((ids[index] ?? '').replaceAll('-', ''), at, 'hex'),
  )

export const float8Array = (numbers: readonly number[]): Buffer =>
  binaryArray(types.float8, numbers.length, 8 * numbers.length, (buffer, at, index) => {
    buffer.writeDoubleBE(numbers[index] ?? Number.NaN, at)
    return 8
  })

const year2000 = Date.UTC(2000, 0, 1)

/** Times in whole milliseconds since 1970. */
export const timestamptzArray = (times: readonly number[]): Buffer =>
  binaryArray(types.timestamptz, times.length, 8 * times.length, (buffer, at, index) => {
    const micros = ((times[index] ?? Number.NaN) - year2000) * 1_000
    // A double holds these microseconds exactly for 285 years around 2000.
    buffer.writeInt32BE(Math.floor(micros / 2 ** 32), at)
    buffer.writeInt32BE(micros | 0, at + 4)
    return 8
  })

/** JSON as text; null is NULL, not the JSON null. */
export const jsonbArray = (texts: readonly (string | null)[]): Buffer =>
  binaryArray(types.jsonb, texts.length, texts.length + bytesOf(texts), (buffer, at, index) => {
    const text = texts[index] ?? null
    if (text === null) return null
    // The version of the format.
    buffer[at] = 1
    return 1 + buffer.write(text, at + 1)
  })

const readers: Record<number, (view: DataView, at: number) => number> = {
  21: (view, at) => view.getInt16(at),
  23: (view, at) => view.getInt32(at),
  [types.float8]: (view, at) => view.getFloat64(at),
}

/**
 * Reads consecutive arrays of smallint, integer or double precision without NULLs, as `array_send` writes them. `each`
 * gets every number with its index among all numbers and the index of its array.
 */
export function eachNumber(bytes: Buffer, each: (value: number, index: number, array: number) => void): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let index = 0
  for (let at = 0, array = 0; at < bytes.length; array += 1) {
    const type = view.getInt32(at + 8)
    const read = readers[type]
    if (!read) throw new Error(`Type ${type} is not a supported number type`)
    // An array without dimensions has no elements, and its header ends here.
    const empty = view.getInt32(at) === 0
    const end = index + (empty ? 0 : view.getInt32(at + 12))
    for (at += empty ? 12 : 20; index < end; index += 1) {
      each(read(view, at + 4), index, array)
      at += 4 + view.getInt32(at)
    }
  }
}
