/** Why the embedded PostgreSQL cannot be used: one line with the cause and the remedy. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError'
}

/** The system's error code (`EACCES`, `28P01`, …) of a caught value, if it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/**
 * Turns a failure of the file system into an EmbeddedError that says what to do; anything that is not one
 * comes back as it was.
 */
export function explainFault(error: unknown, path: string): unknown {
  if (error instanceof EmbeddedError) return error
  const at = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : path
  switch (codeOf(error)) {
    case 'EROFS':
      return new EmbeddedError(
        `${at} is on a read-only file system: set HAKIM_DATA_DIR to a folder that can be written to.`,
      )
    case 'EACCES':
    case 'EPERM':
      return new EmbeddedError(
        `No permission for ${at}: make the folder readable and writable for the user that starts Hakim, or set HAKIM_DATA_DIR to another folder.`,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(at)
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return new EmbeddedError(
        `${at} cannot be made a folder for data: set HAKIM_DATA_DIR to a folder that exists or can be created.`,
      )
    default:
      return error
  }
}

export const diskFull = (path: string): EmbeddedError =>
  new EmbeddedError(
    `The disk is full at ${path}: free some space there, or set HAKIM_DATA_DIR to another disk.`,
  )
