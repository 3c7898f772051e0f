import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'

/** Opening a named pipe would otherwise wait for somebody who writes into it. Windows has no such flag. */
export const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** A path that names no regular file; the message says what it is instead. */
export class NotRegular extends Error {
  override name = 'NotRegular'
}

/** Throws NotRegular. */
export function mustBeRegular(file: string, stats: Stats): void {
  if (stats.isFile()) return
  const kind = stats.isDirectory()
    ? 'a folder'
    : stats.isFIFO()
      ? 'a pipe'
      : stats.isSocket()
        ? 'a socket'
        : 'a device'
  throw new NotRegular(`${file} is ${kind}, not a regular file`)
}

/** A descriptor to read a file with. Throws an Error that says what is wrong, also for a pipe, a device or a folder. */
export function openRegular(file: string, flags = 0): number {
  const fd = openSync(file, withoutWaiting | flags)
  try {
    mustBeRegular(file, fstatSync(fd))
    return fd
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

/** The text of a file, without a byte-order mark, which RFC 8259 lets a parser ignore. Throws as `openRegular` does. */
export function readRegular(file: string): string {
  const fd = openRegular(file)
  try {
    return readFileSync(fd, 'utf8').replace(/^\ufeff/, '')
  } finally {
    closeSync(fd)
  }
}
